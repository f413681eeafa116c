import { InvalidArgumentError, LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import { type CloudflareBinding, createCloudflare, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, GATEWAY, TOKEN, vendorKey } from '../support/account.ts';
import { DONE, frame, rejection } from '../support/answers.ts';
import { HI, WX } from '../support/prompts.ts';
import { routes } from '../support/routes.ts';
import { callThrough, recordedBinding, sendThrough } from './recorded-binding.ts';

/** Upstreams of the catalogue that the binding runs itself (contract: the binding, and the REST-only authors). */
const onRun = ['workers-ai', 'alibaba', 'minimax', 'moonshotai', 'deepseek', 'typesafe'];
const azure = { resource: 'res' };

describe.each(routes)('$id', ({ id, upstream, rest, compat, native, cloudflare, unknown }) => {
  it('takes the form that serves it, with the model spelled for it', async () => {
    const call = await sendThrough(id, {}, { azure });
    if (onRun.includes(upstream)) {
      expect(call).toMatchObject({ form: 'run', model: rest });
      expect(call.options).toMatchObject({ gateway: { id: GATEWAY }, returnRawResponse: true });
      expect((call as { inputs: object }).inputs).not.toHaveProperty('model');
      return;
    }
    const [provider, ...path] = (native?.path ?? 'compat/chat/completions').split('/');
    expect(call).toMatchObject({
      form: 'gateway',
      id: GATEWAY,
      request: { provider, endpoint: path.join('/'), query: { model: native?.model ?? compat } },
    });
    expect(call).toHaveProperty('request.headers.content-type', 'application/json');
    const { headers } = (call as { request: { headers: object } }).request;
    expect(Object.keys(headers).filter(name => /auth|key|^cf-/.test(name))).toEqual([]);
  });

  it('a key of its own travels through the gateway, in the header that is read there', async () => {
    const settings = { azure, providerKeys: { [upstream]: vendorKey(upstream) } };
    if (cloudflare || unknown || (compat === undefined && native === undefined)) {
      const recorded = recordedBinding();
      const error = await rejection(callThrough(recorded.binding, id, {}, settings));
      expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: `providerKeys.${upstream}` });
      expect(recorded.calls).toEqual([]);
      return;
    }
    const call = await sendThrough(id, {}, settings);
    const { name, value } = native?.key ?? { name: 'authorization', value: (key: string) => `Bearer ${key}` };
    expect(call).toMatchObject({
      form: 'gateway',
      request: { headers: { [name]: value(vendorKey(upstream)) } },
    });
    expect(JSON.stringify(call.options)).not.toContain('SECRET');
  });
});

describe('what a call is made of', () => {
  it('run: body as inputs, everything else as options', async () => {
    const options = { temperature: 0.5, tools: [WX], headers: { 'X-Team': 'docs' } };
    const call = await sendThrough('@cf/zai-org/glm-5.2', options, {}, 'stream');
    expect(call).toMatchObject({
      form: 'run',
      inputs: { stream: true, temperature: 0.5, messages: [{ role: 'user', content: 'Hi' }] },
      options: { extraHeaders: { 'x-team': 'docs' } },
    });
    expect(call).toHaveProperty('inputs.tools.length', 1);
    const { extraHeaders = {} } = call.options;
    expect(extraHeaders).not.toHaveProperty('content-type');
    expect(extraHeaders['user-agent']).toContain('ai-sdk-provider-cloudflare/');
  });

  it('gateway: headers of the user go to the vendor', async () => {
    const call = await sendThrough('openai/gpt-4o', { headers: { 'X-Team': 'docs' } });
    expect(call).toMatchObject({ request: { headers: { 'x-team': 'docs' } }, options: { extraHeaders: {} } });
  });

  it('without a gateway, Workers AI is run without one', async () => {
    const call = await sendThrough('@cf/zai-org/glm-5.2', {}, { gatewayId: null });
    expect(call.options).not.toHaveProperty('gateway');
    const error = await rejection(sendThrough('openai/gpt-4o', {}, { gatewayId: null }));
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'gatewayId' });
  });

  it('the gateway of a call is its own option', async () => {
    const options = { providerOptions: { cloudflare: { gatewayId: 'other' } } };
    expect(await sendThrough('openai/gpt-4o', options)).toMatchObject({ id: 'other' });
    const run = await sendThrough('@cf/zai-org/glm-5.2', options);
    expect(run.options).toMatchObject({ gateway: { id: 'other' } });
  });

  it('a token for a gateway that asks for one', async () => {
    const call = await sendThrough('openai/gpt-4o', {}, { gatewayToken: async () => 'aig-tok' });
    expect(call.options).toMatchObject({ extraHeaders: { 'cf-aig-authorization': 'Bearer aig-tok' } });
  });

  it('explain says it, and calls nothing', async () => {
    const recorded = recordedBinding();
    const cloudflare = createCloudflare({ binding: recorded.binding });
    const providerOptions = { cloudflare: { cacheTtl: 60 } };
    expect(await cloudflare.explain('openai/gpt-4o', { providerOptions })).toMatchObject({
      endpoint: 'binding',
      reason: 'the Workers binding: `env.AI.gateway(id).run`',
      gatewayId: 'default',
      url: 'https://workers-binding.ai/ai-gateway/universal/run/default',
      headers: { 'cf-aig-cache-ttl': '60' },
      body: { model: 'gpt-4o' },
    });
    expect(await cloudflare.explain('@cf/zai-org/glm-5.2')).toMatchObject({
      reason: 'the Workers binding: `env.AI.run`',
      url: 'https://workers-binding.ai/ai-gateway/run?version=3',
    });
    expect(recorded.calls).toEqual([]);
  });
});

describe('embeddings', () => {
  it('of Workers AI are run in its own format', async () => {
    const recorded = recordedBinding();
    const { result } = await callThrough(recorded.binding, '@cf/baai/bge-m3', {}, {}, 'embed');
    expect(recorded.call()).toMatchObject({ form: 'run', model: '@cf/baai/bge-m3' });
    expect((recorded.call() as { inputs: object }).inputs).toEqual({ text: ['one', 'two'] });
    expect(result).toMatchObject({
      embeddings: [
        [0.1, 0.2],
        [0.1, 0.2],
      ],
    });
  });

  it.each([
    ['OpenAI’s counts', { usage: { prompt_tokens: 4, total_tokens: 4 } }, { tokens: 4 }],
    ['counts of another form', { usage: { neurons: 1 } }, undefined],
    ['none', {}, undefined],
  ])('%s', async (_, usage, expected) => {
    const recorded = recordedBinding(() => Response.json({ shape: [2, 1], data: [[1], [2]], ...usage }));
    const { result } = await callThrough(recorded.binding, '@cf/baai/bge-m3', {}, {}, 'embed');
    expect(result).toMatchObject({ embeddings: [[1], [2]] });
    expect((result as { usage?: unknown }).usage).toEqual(expected);
  });

  it('of third parties go to their own path', async () => {
    expect(await sendThrough('openai/text-embedding-3-small', {}, {}, 'embed')).toMatchObject({
      form: 'gateway',
      request: {
        provider: 'openai',
        endpoint: 'embeddings',
        query: { model: 'text-embedding-3-small', input: ['one', 'two'] },
      },
    });
  });

  it('too few of them are an error', async () => {
    const { binding } = recordedBinding(() => Response.json({ shape: [1, 1], data: [[1]] }));
    expect(await rejection(callThrough(binding, '@cf/baai/bge-m3', {}, {}, 'embed'))).toMatchObject({
      message: expect.stringContaining('Asked for 2 embeddings, received 1'),
    });
  });
});

describe('settings that have no effect next to a binding are errors', () => {
  it.each([
    ['accountId', ACCOUNT],
    ['apiToken', TOKEN],
    ['apiKey', () => TOKEN],
    ['baseURL', 'https://ai.example.com'],
    ['access', { clientId: 'a', clientSecret: 'b' }],
    ['fetch', globalThis.fetch],
    ['endpoint', 'rest'],
    ['endpoint', 'native'],
  ])('%s', async (name, value) => {
    const recorded = recordedBinding();
    const error = await rejection(callThrough(recorded.binding, 'openai/gpt-4o', {}, { [name]: value }));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: name });
    expect((error as Error).message).toMatch(/binding.*Example: createCloudflare\(\{ binding: env\.AI \}\)/);
    expect((error as Error).message).not.toContain(TOKEN);
    expect(recorded.calls).toEqual([]);
  });

  it.each([
    ['endpoint', 'binding'],
    ['endpoint', 'auto'],
    ['apiToken', ''],
    ['accountId', undefined],
  ])('%s: %j is fine', async (name, value) => {
    expect(await sendThrough('openai/gpt-4o', {}, { [name]: value })).toMatchObject({ form: 'gateway' });
  });
});

describe('no binding', () => {
  it('asked for by name', async () => {
    const error = await rejection(
      createCloudflare({ endpoint: 'binding' })('openai/gpt-4o').doGenerate({ prompt: HI }),
    );
    expect(error).toBeInstanceOf(LoadSettingError);
    expect((error as Error).message).toMatch(
      /^binding: it is missing\..*"ai": \{ "binding": "AI" \}.*env\.AI/,
    );
  });

  it('given as undefined, and no token either', async () => {
    const env: { readonly AI?: CloudflareBinding } = {};
    const cloudflare = createCloudflare({ accountId: ACCOUNT, binding: env.AI });
    const error = await rejection(cloudflare('openai/gpt-4o').doGenerate({ prompt: HI }));
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect((error as Error).message).toMatch(
      /`binding` was passed but is undefined.*"ai": \{ "binding": "AI" \}/,
    );
  });

  it('a gateway of it, in its place', () => {
    const { binding } = recordedBinding();
    const gateway = binding.gateway('x') as never;
    expect(() => createCloudflare({ binding: gateway })).toThrow(
      /^binding: expected the AI binding.*gatewayId/,
    );
  });
});

describe('the environment', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('has no say but in the gateway', async () => {
    vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', 'not an account');
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'env-token');
    vi.stubEnv('CF_AIG_TOKEN', 'env-aig-token');
    vi.stubEnv('CLOUDFLARE_AI_GATEWAY_BASE_URL', 'https://ai.example.com');
    vi.stubEnv('CLOUDFLARE_GATEWAY_ID', 'env-gateway');
    const call = await sendThrough('openai/gpt-4o', {}, { gatewayId: undefined });
    expect(call).toMatchObject({ form: 'gateway', id: 'env-gateway' });
    expect(JSON.stringify(call)).not.toContain('env-token');
    expect(JSON.stringify(call)).not.toContain('env-aig-token');
  });
});

describe('log ids under concurrency', () => {
  it('belong to their own call, whatever the binding says it saw last', async () => {
    const gateway = createLocalGateway();
    const binding = gateway.binding();
    const model = createCloudflare({ binding })('@cf/zai-org/glm-5.2');
    for (let index = 0; index < 20; index++)
      gateway.reply(request => ({
        body: { response: JSON.stringify(request.body).match(/n\d+/)?.[0] },
        delayMs: (index * 7) % 20,
      }));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        model.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: `n${index}` }] }] }),
      ),
    );
    const ids = results.map(result => getCloudflareMetadata(result)?.logId);
    expect(new Set(ids).size).toBe(20);
    for (const [index, result] of results.entries()) {
      expect(result.content).toMatchObject([{ type: 'text', text: `n${index}` }]);
      const row = gateway.logs.find(({ id }) => id === ids[index]);
      expect(JSON.stringify(row?.payload?.request)).toContain(`"n${index}"`);
    }
    expect(ids.slice(0, -1)).not.toEqual(Array(19).fill(binding.aiGatewayLogId));
  });

  // The binding keeps the options of its latest call: a call of somebody else decides what ours gets.
  it.each(['generate', 'stream'] as const)('a call of somebody else costs no answer (%s)', async mode => {
    const gateway = createLocalGateway();
    const binding = gateway.binding();
    const frames = [{ response: 'Hi' }, { response: '', usage: {} }].map(frame).join('') + DONE;
    gateway.reply(
      mode === 'generate'
        ? { body: { response: 'Hi' }, delayMs: 10 }
        : { body: frames, headers: { 'content-type': 'text/event-stream' }, delayMs: 10 },
    );
    const call = callThrough(
      binding,
      '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
      {},
      { gatewayId: 'default' },
      mode,
    );
    await new Promise(resolve => setTimeout(resolve, 0));
    const theirs = binding.run('@cf/zai-org/glm-5.2', { messages: [{ role: 'user', content: 'x' }] });
    const { result } = await call;
    expect(JSON.stringify(result)).toContain('Hi');
    expect(await theirs).toMatchObject({ choices: [{}] });
  });

  it('nor an error its meaning', async () => {
    const gateway = createLocalGateway();
    const binding = gateway.binding();
    const body = {
      success: false,
      errors: [{ code: 3040, message: 'AiError: Capacity temporarily exceeded' }],
    };
    gateway.reply({ status: 429, body, delayMs: 10 });
    const call = rejection(callThrough(binding, '@cf/zai-org/glm-5.2', {}, { gatewayId: 'default' }));
    await new Promise(resolve => setTimeout(resolve, 0));
    await binding.run('@cf/zai-org/glm-5.2', { messages: [{ role: 'user', content: 'x' }] });
    expect(await call).toMatchObject({ statusCode: 429, isRetryable: true });
  });
});
