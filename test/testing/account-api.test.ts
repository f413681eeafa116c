import type { LocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import {
  accountId,
  apiToken,
  codeOf,
  createLocalGateway,
  hello,
  paths,
  post,
  type Result,
  restAuth,
} from './support.ts';

const account = `/client/v4/accounts/${accountId}`;
const other = 'f'.repeat(32);
const chat = { model: '@cf/zai-org/glm-5.2', messages: hello };

async function ask(
  gateway: LocalGateway,
  path: string,
  token = apiToken,
  init: RequestInit = {},
): Promise<Result> {
  const headers = { authorization: `Bearer ${token}`, ...init.headers };
  const response = await gateway.fetch(`https://gateway.test${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

const patch = (body: unknown): RequestInit => ({ method: 'PATCH', body: JSON.stringify(body) });

describe('the model search', () => {
  const search = `${account}/ai/models/search`;

  it('lists Workers AI in pages', async () => {
    const gateway = createLocalGateway();
    const names: string[] = [];
    for (const page of [1, 2, 3, 4]) {
      const { json } = await ask(gateway, `${search}?per_page=4&page=${page}`);
      names.push(...json.result.map(({ name }: { name: string }) => name));
      expect(json).toMatchObject({
        success: true,
        errors: [],
        messages: [],
        result_info: { page, per_page: 4, count: json.result.length, total_count: 10, total_pages: 3 },
      });
    }
    expect([names.length, new Set(names).size]).toEqual([10, 10]);
    expect(names.every(name => name.startsWith('@cf/'))).toBe(true);
  });

  it('narrows by task and by words', async () => {
    const gateway = createLocalGateway();
    const of = async (query: string) => (await ask(gateway, `${search}?${query}`)).json.result;
    expect(await of('task=Text%20Embeddings')).toMatchObject([
      {
        name: '@cf/baai/bge-m3',
        task: { name: 'Text Embeddings' },
        properties: [
          { property_id: 'price', value: [{ unit: 'per M input tokens', price: 0.012, currency: 'USD' }] },
        ],
      },
    ]);
    expect(await of('search=whisper')).toHaveLength(1);
    expect(await of('search=whisper&task=Text%20Generation')).toEqual([]);
  });

  it('carries no header of the gateway', async () => {
    const { headers } = await ask(createLocalGateway(), search);
    expect([...headers.keys()].filter(name => name.startsWith('cf-aig-'))).toEqual([]);
    expect(headers.has('cf-ray')).toBe(true);
  });
});

describe('permissions', () => {
  const gateway = createLocalGateway({
    tokens: {
      'workers-token': ['workers-ai-read'],
      'run-token': ['ai-gateway-run'],
      'read-token': ['ai-gateway-read'],
      'edit-token': ['ai-gateway-edit'],
      'old-token': { permissions: ['workers-ai-read', 'ai-gateway-read'], status: 'expired' },
    },
  });
  const gateways = `${account}/ai-gateway/gateways`;
  it.each([
    ['workers-token', `${account}/ai/models/search`, 200, undefined],
    ['workers-token', `${account}/ai/catalog/models`, 200, undefined],
    ['run-token', `${account}/ai/models/search`, 401, 10000],
    ['no-token', `${account}/ai/models/search`, 401, 10000],
    ['old-token', `${account}/ai/models/search`, 401, 10000],
    ['workers-token', `/client/v4/accounts/${other}/ai/models/search`, 403, 10000],
    ['workers-token', '/client/v4/accounts/nope/ai/models/search', 404, 7003],
    ['read-token', gateways, 200, undefined],
    ['read-token', `${gateways}/default`, 200, undefined],
    ['read-token', `${gateways}/nope`, 404, 7002],
    ['read-token', `${gateways}/default/logs`, 200, undefined],
    ['read-token', `${gateways}/default/logs/nope`, 404, 7002],
    ['read-token', `${gateways}/nope/logs/nope`, 404, 7002],
    ['workers-token', gateways, 403, 10000],
    ['run-token', `${gateways}/default/logs/nope`, 403, 10000],
    ['old-token', gateways, 401, 10000],
    ['no-token', gateways, 401, 10000],
  ])('%s at %s: %d', async (token, path, status, code) => {
    const result = await ask(gateway, path, token);
    expect([result.status, codeOf(result)]).toEqual([status, code]);
  });

  it('tell reading from writing', async () => {
    const log = `${gateways}/default/logs/nope`;
    expect((await ask(gateway, log, 'read-token', patch({ feedback: 1 }))).status).toBe(403);
    expect((await ask(gateway, log, 'edit-token', patch({ feedback: 1 }))).status).toBe(404);
    expect((await ask(gateway, log, 'read-token', { method: 'POST', body: '{}' })).status).toBe(405);
  });

  it('of a token that has expired are none', async () => {
    const result = await post(gateway, paths.rest, chat, { authorization: 'Bearer old-token' });
    expect([result.status, codeOf(result)]).toEqual([401, 10000]);
  });
});

describe('tokens', () => {
  const gateway = createLocalGateway({
    tokens: {
      'user-token': [],
      'late-token': { permissions: [], status: 'expired', expiresOn: '2026-01-01T00:00:00Z' },
      'account-token': { permissions: ['workers-ai-read'], owner: 'account' },
    },
  });
  const own = '/client/v4/user/tokens/verify';
  const accounts = `${account}/tokens/verify`;
  it.each([
    ['user-token', own, 200, { status: 'active' }],
    ['late-token', own, 200, { status: 'expired', expires_on: '2026-01-01T00:00:00Z' }],
    ['account-token', accounts, 200, { status: 'active' }],
    ['account-token', own, 401, undefined],
    ['user-token', accounts, 401, undefined],
    ['nobody', own, 401, undefined],
    ['account-token', accounts.replace(accountId, other), 401, undefined],
  ])('%s is verified at %s: %d', async (token, path, status, expected) => {
    const result = await ask(gateway, path, token);
    expect([result.status, codeOf(result)]).toEqual([status, status === 200 ? undefined : 1000]);
    if (expected !== undefined) {
      expect(result.json.result).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), ...expected });
      expect(result.text).not.toContain(token);
    }
  });
});

describe('gateways and their logs', () => {
  it('say how they are set', async () => {
    const gateway = createLocalGateway({ gateways: { open: { authentication: false, cacheTtl: 60 } } });
    const { json } = await ask(gateway, `${account}/ai-gateway/gateways`);
    expect(json.result.map(({ id }: { id: string }) => id)).toEqual(['default', 'open']);
    expect((await ask(gateway, `${account}/ai-gateway/gateways/open`)).json.result).toMatchObject({
      id: 'open',
      authentication: false,
      cache_ttl: 60,
      collect_logs: true,
    });
  });

  it('are read, listed and changed', async () => {
    let now = Date.parse('2026-11-01T12:00:00Z');
    const gateway = createLocalGateway({ now: () => now, gateways: { other: {} } });
    const logs = `${account}/ai-gateway/gateways/default/logs`;
    const call = { ...restAuth, 'cf-aig-gateway-id': 'default', 'cf-aig-metadata': '{"a":1}' };
    const id = (await post(gateway, paths.rest, chat, call)).headers.get('cf-aig-log-id');
    now += 1000;
    await post(gateway, paths.rest, chat, call);

    expect((await ask(gateway, `${logs}/${id}`)).json.result).toMatchObject({
      id,
      created_at: '2026-11-01T12:00:00.000Z',
      provider: 'workers-ai',
      model: chat.model,
      duration: 0,
      status_code: 200,
      success: true,
      cached: false,
      metadata: { a: 1 },
      feedback: null,
      score: null,
    });
    const list = (await ask(gateway, `${logs}?per_page=1&page=2`)).json;
    expect([list.result[0].id, list.result_info.total_count]).toEqual([id, 2]);

    expect(
      await ask(gateway, `${logs}/${id}`, apiToken, patch({ feedback: 1, metadata: { b: 2 } })),
    ).toMatchObject({
      status: 200,
      json: { success: true },
    });
    await ask(gateway, `${logs}/${id}`, apiToken, patch({ score: 70 }));
    expect(gateway.logs[0]).toMatchObject({ feedback: 1, score: 70, metadata: { a: 1, b: 2 } });
    expect(gateway.logs[1]).not.toHaveProperty('feedback');
    expect((await ask(gateway, `${logs.replace('default', 'other')}/${id}`)).status).toBe(404);
    for (const body of [{ feedback: 2 }, { score: 101 }, { metadata: 1 }, []]) {
      const refused = await ask(gateway, `${logs}/${id}`, apiToken, patch(body));
      expect([refused.status, codeOf(refused)]).toEqual([400, 7001]);
    }
    expect(gateway.logs[0]).toMatchObject({ feedback: 1, score: 70 });
  });

  it('appear after a while', async () => {
    let now = 0;
    const gateway = createLocalGateway({ now: () => now, logDelayMs: 500 });
    await post(gateway, paths.rest, chat, { ...restAuth, 'cf-aig-gateway-id': 'default' });
    const log = `${account}/ai-gateway/gateways/default/logs/${gateway.logs[0]?.id}`;
    now = 499;
    expect((await ask(gateway, log)).status).toBe(404);
    now = 500;
    expect((await ask(gateway, log)).status).toBe(200);
  });

  it('are reached by the binding, which throws as the real one does', async () => {
    const gateway = createLocalGateway();
    const binding = gateway.binding();
    await binding.run(chat.model, { messages: hello }, { gateway: { id: 'default' } });
    const id = binding.aiGatewayLogId ?? '';
    const entry = binding.gateway('default');
    expect(await entry.patchLog(id, { feedback: -1 })).toBeUndefined();
    expect(await entry.getLog(id)).toMatchObject({ id, feedback: -1, created_at: expect.any(Date) });
    expect(await rejection(entry.getLog('nope'))).toMatchObject({
      name: 'AiGatewayLogNotFound',
      message: 'Log not found',
    });
    expect(await rejection(entry.patchLog(id, { feedback: 3 }))).toMatchObject({
      name: 'AiGatewayInternalError',
    });
    expect(await binding.models({ task: 'Text Embeddings' })).toMatchObject([{ name: '@cf/baai/bge-m3' }]);
  });
});
