import { beforeEach, describe, expect, it } from 'vitest';
import { localFailures } from '../../src/testing/failures/local-failures.ts';
import type { LocalFailure } from '../../src/testing/index.ts';
import { createLocalGateway, gatewayAuth, hello, paths, post, restAuth } from './support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
const names = Object.keys(localFailures) as LocalFailure[];
const send = (stream = false) =>
  post(gateway, paths.compat, { model: 'openai/gpt-4o', messages: hello, stream }, gatewayAuth);

describe.each(names)('%s', name => {
  const row = localFailures[name];

  it('has its status, body and headers', async () => {
    gateway.reply({ error: name });
    const result = await send();
    expect(result.status).toBe(row.status);
    if (row.body.shape !== 'verbatim') {
      const { code, message } = row.body;
      const list = row.body.shape === 'gateway' ? result.json.error : result.json.errors;
      expect(list).toEqual([{ code, message }]);
      expect(result.json.success).toBe(false);
    } else if (typeof row.body.value === 'string') expect(result.text).toBe(row.body.value);
    else expect(result.json).toEqual(row.body.value);
    for (const [header, value] of Object.entries(row.headers ?? {}))
      expect(result.headers.get(header)).toBe(value);
  });

  it('comes from where it should', async () => {
    gateway.reply({ error: name });
    const { headers } = await send(true);
    const seen = row.from === 'gateway' || row.from === 'upstream';
    expect(headers.has('cf-aig-request-id')).toBe(seen);
    expect(headers.has('cf-ray')).toBe(true);
    expect(gateway.upstreamRequests).toHaveLength(row.from === 'upstream' ? 1 : 0);
  });
});

describe('statuses and codes of the contract', () => {
  it.each<[LocalFailure, number, number]>([
    ['gateway-not-found', 400, 2001],
    ['rate-limited', 429, 2003],
    ['no-response', 400, 2005],
    ['invalid-provider', 400, 2008],
    ['unauthorized-gateway', 401, 2009],
    ['guardrail-prompt', 424, 2016],
    ['guardrail-response', 424, 2017],
    ['unified-billing-rate-limited', 429, 2018],
    ['no-credits', 402, 2021],
    ['dlp-request', 400, 2029],
    ['dlp-response', 400, 2030],
    ['unknown-alias', 400, 2040],
    ['spend-limit-2041', 429, 2041],
    ['spend-limit', 429, 2045],
    ['model-not-found', 404, 7003],
    ['upstream-unavailable', 503, 7009],
    ['guardrail-unavailable', 503, 7013],
    ['unauthorized-rest', 401, 10000],
    ['route-not-found', 404, 7003],
    ['method-not-allowed', 405, 7001],
    ['no-route-for-uri', 400, 7000],
    ['workers-ai-quota', 429, 3036],
    ['workers-ai-capacity', 429, 3040],
    ['workers-ai-free-quota', 429, 4006],
    ['workers-ai-bad-input', 400, 5006],
    ['workers-ai-model', 404, 3042],
  ])('%s is %i / %i', (name, status, code) => {
    expect(localFailures[name]).toMatchObject({ status, body: { code } });
  });

  it('writes the gateway envelope in full', async () => {
    gateway.reply({ error: 'rate-limited' });
    expect((await send()).json).toEqual({
      success: false,
      result: [],
      messages: [],
      error: [{ code: 2003, message: 'Rate limited' }],
      name: 'AiGatewayError',
      httpCode: 429,
      internalCode: 2003,
      message: 'Rate limited',
      description: 'Rate limited',
    });
  });

  it('writes the Workers AI envelope with an object for a result', async () => {
    gateway.reply({ error: 'workers-ai-capacity' });
    const model = '@cf/openai/gpt-oss-20b';
    const result = await post(gateway, paths.rest, { model, messages: hello }, restAuth);
    expect(result.json).toEqual({
      errors: [{ message: 'AiError: Capacity temporarily exceeded, please try again.', code: 3040 }],
      success: false,
      result: {},
      messages: [],
    });
  });
});
