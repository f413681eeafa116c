import { APICallError } from '@ai-sdk/provider';
import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import type { LocalFailure } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  chunkOf,
  events,
  everythingIn,
  finishOf,
  partsOf,
  reasoningOf,
  rejection,
  textOf,
} from '../support/answers.ts';
import { collect } from '../support/call.ts';
import { completion, refusal } from '../support/fake-fetch.ts';
import { HI, jsonFormat, P_IN, WX } from '../support/prompts.ts';
import { answeredBy, onlyList } from './server-support.ts';
import { ask, FIRST, foreign, modes, outcomes, SECOND, THIRD, world } from './support.ts';

const server = { mode: 'server' } as const;

describe.each(modes)('a list of steps (%s)', mode => {
  it('is answered by the first leg that can', async () => {
    const { gateway, cloudflare } = world();
    const { text, trace } = await ask(cloudflare.fallback([FIRST, SECOND], server), mode);
    expect(text).toBe('Hello! You said: "Hi"');
    expect(trace).toEqual([
      {
        leg: 0,
        modelId: FIRST,
        provider: 'cloudflare.chat',
        outcome: 'answered',
        durationMs: expect.any(Number),
        logId: gateway.logs[0]?.id,
      },
    ]);
    expect(gateway.requests).toHaveLength(1);
    expect(gateway.upstreamRequests).toHaveLength(1);
  });

  it.each<[string, LocalFailure]>([
    ['429', 'openai-rate-limited'],
    ['500', 'openai-server-error'],
    ['503', 'openai-overloaded'],
    ['400', 'openai-unsupported-parameter'],
    ['401', 'openai-invalid-key'],
    ['an unknown model', 'openai-model-not-found'],
    ['an exhausted quota', 'openai-insufficient-quota'],
  ])('moves on for %s, in one request', async (_, error) => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error }, { upstream: 'openai' });
    const { text, trace } = await ask(cloudflare.fallback([FIRST, THIRD, SECOND], server), mode);
    expect(text).toBe('Hello! You said: "Hi"');
    expect(trace).toEqual([
      { leg: 0, modelId: FIRST, provider: 'cloudflare.chat', outcome: 'failed' },
      {
        leg: 1,
        modelId: THIRD,
        provider: 'cloudflare.chat',
        outcome: 'answered',
        durationMs: expect.any(Number),
        logId: gateway.logs[0]?.id,
      },
    ]);
    expect(gateway.upstreamRequests.map(({ upstream }) => upstream)).toEqual(['openai', 'workers-ai']);
    expect(onlyList(gateway).steps).toHaveLength(3);
  });

  it('that fails everywhere is the error of the last leg, with what is known of the others', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-rate-limited' }, { upstream: 'openai' });
    gateway.reply({ error: 'workers-ai-capacity' }, { upstream: 'workers-ai' });
    const error = await rejection(ask(cloudflare.fallback([FIRST, THIRD], server), mode));
    expect(error).toBeInstanceOf(APICallError);
    expect(error).toMatchObject({ statusCode: 429, isRetryable: true, url: gateway.requests[0]?.url });
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'capacity',
      code: 3040,
      source: 'workers-ai',
      modelId: THIRD,
      endpoint: 'native',
      gatewayId: 'default',
      trace: [
        { leg: 0, modelId: FIRST, outcome: 'failed' },
        { leg: 1, modelId: THIRD, outcome: 'failed', status: 429, code: 3040, kind: 'capacity' },
      ],
    });
    expect(gateway.requests).toHaveLength(1);
  });

  it.each<[LocalFailure, boolean]>([
    ['openai-server-error', true],
    ['openai-invalid-key', false],
    ['openai-unsupported-parameter', false],
  ])('that ends with %s is retryable as a call alone would be: %s', async (error, retryable) => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-rate-limited' }, { model: 'gpt-4.1' });
    gateway.reply({ error }, { model: 'gpt-4o' });
    const thrown = await rejection(ask(cloudflare.fallback(['openai/gpt-4.1', FIRST], server), mode));
    expect(thrown).toMatchObject({ isRetryable: retryable });
  });

  it('that the gateway refuses is the error of no leg: there is no trace', async () => {
    const { gateway, cloudflare } = world({ apiToken: 'wrong-token' });
    const error = await rejection(ask(cloudflare.fallback([FIRST, SECOND], server), mode));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'authentication', code: 2009, modelId: SECOND });
    expect(getCloudflareError(error)).not.toHaveProperty('trace');
    expect(gateway.upstreamRequests).toHaveLength(0);
  });

  it('that cannot be sent is a connection error', async () => {
    const model = answeredBy([FIRST, SECOND], () => Promise.reject(new TypeError('fetch failed')));
    const error = await rejection(ask(model, mode));
    expect(error).toMatchObject({ name: 'AI_APICallError', isRetryable: true });
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'upstream-unavailable' });
  });

  it('shows the secrets of no leg, whatever comes back', async () => {
    const settings = { providerKeys: { openai: 'sk-OPENAI-SECRET', groq: 'gsk_GROQ-SECRET' } };
    const model = answeredBy(
      [FIRST, SECOND],
      init => refusal(400, { error: { message: `cannot read ${init?.body}` } }, { 'cf-aig-step': '1' }),
      settings,
    );
    const error = await rejection(ask(model, mode));
    expect(everythingIn(error)).toContain('cannot read');
    expect(everythingIn(error)).not.toContain('SECRET');
  });
});

describe.each(modes)('a fallback of the client around one of the server (%s)', mode => {
  it('goes on with a model of another package', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-rate-limited' }, { times: 2 });
    const inner = cloudflare.fallback([FIRST, SECOND], server);
    const { text, trace } = await ask(cloudflare.fallback([inner, foreign()]), mode);
    expect(text).toBe('foreign');
    expect(outcomes(trace)).toEqual(['0 failed rate-limit', '1 answered']);
    expect(gateway.requests).toHaveLength(1);
  });
});

describe.each(modes)('metadata (%s)', mode => {
  const metadata = async (model: ReturnType<typeof answeredBy>) => {
    if (mode === 'generate') return getCloudflareMetadata(await model.doGenerate({ prompt: HI }));
    return getCloudflareMetadata(finishOf(await collect((await model.doStream({ prompt: HI })).stream)));
  };
  const answer = (headers: Record<string, string>) => () =>
    mode === 'generate'
      ? completion('Hello', headers)
      : events([chunkOf({ content: 'Hello' }, 'stop')], { headers });

  it('names the step, the model and its provider', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-server-error' });
    const model = cloudflare.fallback([FIRST, 'anthropic/claude-sonnet-4.5'], server);
    expect(await metadata(model)).toMatchObject({
      step: 1,
      provider: 'anthropic',
      model: 'claude-sonnet-4-5',
      endpoint: 'compat',
      gatewayId: 'default',
      logId: gateway.logs[0]?.id,
    });
  });

  it.each<[string, Record<string, string>, number | undefined]>([
    ['a number', { 'cf-aig-step': '2' }, 2],
    ['a number, whatever the names', { 'cf-aig-step': '1', 'cf-aig-provider': 'groq' }, 1],
    ['no number, but names', { 'cf-aig-provider': 'workers-ai', 'cf-aig-model': THIRD }, 1],
    ['a number that stays 0, and names', { 'cf-aig-step': '0', 'cf-aig-provider': 'groq' }, 2],
    ['a model without a provider', { 'cf-aig-model': 'openai/gpt-oss-20b' }, 2],
    ['the model in the spelling of compat', { 'cf-aig-model': 'openai/gpt-4o' }, 0],
    ['the provider of two legs, and a model', { 'cf-aig-provider': 'openai', 'cf-aig-model': 'gpt-4.1' }, 3],
    ['the provider of two legs', { 'cf-aig-provider': 'openai' }, undefined],
    ['a number, and the provider of two legs', { 'cf-aig-step': '0', 'cf-aig-provider': 'openai' }, 0],
    ['a number that no step has', { 'cf-aig-step': '9' }, undefined],
    ['a model that no step has', { 'cf-aig-model': 'gpt-9' }, undefined],
    ['nothing', {}, undefined],
  ])('takes the leg from %s', async (_, headers, leg) => {
    const found = await metadata(answeredBy([FIRST, THIRD, SECOND, 'openai/gpt-4.1'], answer(headers)));
    expect(found?.trace?.at(-1)).toEqual(
      leg === undefined ? undefined : expect.objectContaining({ leg, outcome: 'answered' }),
    );
    expect(found?.trace?.length).toBe(leg === undefined ? undefined : leg + 1);
    if (leg !== undefined) expect(found?.step).toBe(leg);
  });

  it('leaves the names to a route that picks the model', async () => {
    const named = { 'cf-aig-step': '0', 'cf-aig-provider': 'openai', 'cf-aig-model': 'gpt-4o' };
    const route = answeredBy(['dynamic/support', FIRST], answer(named));
    expect(await metadata(route)).toMatchObject({ step: 0, provider: 'openai', model: 'gpt-4o' });
    const silent = await metadata(answeredBy(['dynamic/support', FIRST], answer({ 'cf-aig-step': '0' })));
    expect(silent).not.toHaveProperty('model');
  });

  it('says which model answered, where the answer does not', async () => {
    const { model: _, ...anonymous } = answerOf({ content: 'Hello' }) as { model?: string };
    const { model: __, ...chunk } = chunkOf({ content: 'Hello' }, 'stop') as { model?: string };
    const respond = () =>
      mode === 'generate'
        ? Response.json(anonymous, { headers: { 'cf-aig-step': '1' } })
        : events([chunk], { headers: { 'cf-aig-step': '1' } });
    const model = answeredBy([FIRST, SECOND], respond);
    if (mode === 'generate') {
      expect((await model.doGenerate({ prompt: HI })).response?.modelId).toBe(SECOND);
      return;
    }
    const parts = await collect((await model.doStream({ prompt: HI })).stream);
    expect(partsOf(parts, 'response-metadata')).toMatchObject([{ modelId: SECOND }]);
  });
});

describe('an answer is read by the rules of the leg that gave it', () => {
  const legs = ['openai/gpt-4o', 'groq/llama-3.3-70b-versatile'];
  const both = { prompt: HI, tools: [WX], responseFormat: jsonFormat(P_IN) };
  const call = { id: 'c1', type: 'function', function: { name: 'json', arguments: '{"name":"Ann"}' } };
  const step = (number: number) => ({ 'cf-aig-step': String(number) });

  it('a schema as a forced tool here, as a schema there', async () => {
    let steps: readonly { query: Record<string, unknown> }[] = [];
    const model = answeredBy(legs, init => {
      steps = JSON.parse(String(init?.body));
      return Response.json(answerOf({ content: null, tool_calls: [call] }, 'tool_calls'), {
        headers: step(1),
      });
    });
    const result = await model.doGenerate(both);
    expect(steps[0]?.query).toMatchObject({ response_format: { type: 'json_schema' } });
    expect(steps[1]?.query).not.toHaveProperty('response_format');
    expect(steps[1]?.query.tools).toHaveLength(2);
    expect(result).toMatchObject({
      content: [{ type: 'text', text: '{"name":"Ann"}' }],
      finishReason: 'stop',
    });
  });

  it('the same call is a call where the schema was no tool', async () => {
    const respond = () =>
      Response.json(answerOf({ content: null, tool_calls: [call] }, 'tool_calls'), { headers: step(0) });
    const result = await answeredBy(legs, respond).doGenerate(both);
    expect(result).toMatchObject({
      content: [{ type: 'tool-call', toolName: 'json' }],
      finishReason: 'tool-calls',
    });
  });

  it('in a stream too', async () => {
    const respond = () =>
      events(
        [
          chunkOf({ tool_calls: [{ index: 0, ...call, function: { name: 'json', arguments: '{"name":' } }] }),
          chunkOf({ tool_calls: [{ index: 0, function: { arguments: '"Ann"}' } }] }),
          chunkOf({}, 'tool_calls'),
        ],
        { headers: step(1) },
      );
    const parts = await collect((await answeredBy(legs, respond).doStream(both)).stream);
    expect(textOf(parts)).toBe('{"name":"Ann"}');
    expect(partsOf(parts, 'tool-call')).toEqual([]);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it.each(modes)('reasoning (%s)', async mode => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-server-error' }, { upstream: 'openai' });
    gateway.reply({ text: 'So it is.', reasoning: 'Let me see.' }, { upstream: 'workers-ai' });
    const model = cloudflare.fallback(['openai/gpt-5-mini', '@cf/zai-org/glm-4.7-flash'], server);
    if (mode === 'generate') {
      const { content } = await model.doGenerate({ prompt: HI });
      expect(content).toMatchObject([
        { type: 'reasoning', text: 'Let me see.' },
        { type: 'text', text: 'So it is.' },
      ]);
      return;
    }
    const parts = await collect((await model.doStream({ prompt: HI })).stream);
    expect([reasoningOf(parts), textOf(parts)]).toEqual(['Let me see.', 'So it is.']);
  });

  it('with the warnings of that leg, and of no other', async () => {
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback(['openai/gpt-5-mini', SECOND], server);
    const first = await model.doGenerate({ prompt: HI, temperature: 0.5 });
    expect(first.warnings).toMatchObject([{ type: 'unsupported-setting', setting: 'temperature' }]);
    gateway.reply({ error: 'openai-server-error' });
    const second = await model.doGenerate({ prompt: HI, temperature: 0.5 });
    expect(second.warnings).toEqual([]);
  });

  it('a stream that breaks off stays the leg’s own, and ends with an error', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ chunks: [chunkOf({ content: 'Hel' })], ending: 'cut' });
    const parts = await collect(
      (await cloudflare.fallback([FIRST, SECOND], server).doStream({ prompt: HI })).stream,
    );
    expect(textOf(parts)).toBe('Hel');
    expect(finishOf(parts).finishReason).toBe('error');
    expect(outcomes(getCloudflareMetadata(finishOf(parts))?.trace)).toEqual(['0 answered']);
    expect(gateway.requests).toHaveLength(1);
  });

  it('an answer in one piece to a streaming request', async () => {
    const respond = () => completion('Hello', step(1));
    const parts = await collect((await answeredBy([FIRST, SECOND], respond).doStream({ prompt: HI })).stream);
    expect(textOf(parts)).toBe('Hello');
  });
});
