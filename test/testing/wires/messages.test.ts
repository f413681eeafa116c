import { createAnthropic } from '@ai-sdk/anthropic';
import { generateObject, generateText, stepCountIs, streamText, type ToolSet, tool } from 'ai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLocalGateway, events, gatewayAuth, paths, post, restAuth } from '../support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());

const origin = 'https://gateway.test';
const url = paths.native('anthropic/v1/messages');
const native = createAnthropic({
  baseURL: `${origin}${paths.native('anthropic/v1')}`,
  apiKey: 'sk-ant-test',
  headers: gatewayAuth,
  fetch: gateway.fetch,
});
const rest = createAnthropic({
  baseURL: `${origin}${paths.rest.replace('/chat/completions', '')}`,
  apiKey: 'unused',
  headers: restAuth,
  fetch: gateway.fetch,
});

const getWeather = tool({
  description: 'Weather',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `${city}: sunny`,
});
const question = 'What is the weather in Lisbon?';
const thinking = (options: Record<string, string | number>) => ({ anthropic: { thinking: options } });
const instructions = {
  role: 'system',
  content: 'Be brief. '.repeat(40),
  providerOptions: { anthropic: { cacheControl: { type: 'ephemeral', ttl: '1h' } } },
} as const;

describe.each([
  ['the native path', () => native('claude-sonnet-4-5')],
  ['REST', () => rest('anthropic/claude-sonnet-4.5')],
])('@ai-sdk/anthropic on %s', (_, model) => {
  it('generates and streams', async () => {
    const whole = await generateText({ model: model(), prompt: 'Hi' });
    expect([whole.text, whole.finishReason]).toEqual(['Hello! You said: "Hi"', 'stop']);
    const streamed = streamText({ model: model(), prompt: 'Hi' });
    expect(await streamed.text).toBe(whole.text);
    expect(await streamed.usage).toEqual(whole.usage);
    expect(gateway.logs.map(({ tokensIn, tokensOut }) => [tokensIn, tokensOut])).toEqual([
      [1, 6],
      [1, 6],
    ]);
  });

  it.each(['generate', 'stream'])(
    'thinks, and keeps its signed thoughts over a tool loop: %s',
    async mode => {
      const options = {
        model: model(),
        prompt: question,
        tools: { getWeather },
        stopWhen: stepCountIs(3),
        providerOptions: thinking({ type: 'enabled', budgetTokens: 1024 }),
      };
      const result = mode === 'stream' ? streamText(options) : await generateText(options);
      expect(await result.text).toBe('Here is what I found: Lisbon: sunny');
      const [first] = await result.steps;
      expect(first?.reasoningText).toBe(`The user said "${question}".`);
      expect(gateway.upstreamRequests).toHaveLength(2);
      expect(gateway.upstreamRequests[1]?.body).toMatchObject({
        messages: [
          {},
          {
            content: [
              { type: 'thinking', signature: expect.stringMatching(/^\w+=*$/) },
              { type: 'tool_use' },
            ],
          },
          { content: [{ type: 'tool_result', content: 'Lisbon: sunny' }] },
        ],
      });
    },
  );

  it('fills a schema', async () => {
    const { object } = await generateObject({
      model: model(),
      prompt: 'Where is Lisbon?',
      schema: z.object({ city: z.string() }),
    });
    expect(object).toEqual({ city: 'Lisbon' });
  });
});

describe('the prompt cache', () => {
  const messages = [instructions, { role: 'user' as const, content: question }];

  it.each(['generate', 'stream'])('is written by the first step and read by the second: %s', async mode => {
    const options = {
      model: native('claude-sonnet-4-5'),
      messages,
      allowSystemInMessages: true,
      tools: { getWeather },
      stopWhen: stepCountIs(3),
    };
    const result = mode === 'stream' ? streamText(options) : await generateText(options);
    await result.text;
    const usages = (await result.steps).map(({ providerMetadata }) => providerMetadata?.anthropic?.usage);
    expect(usages).toMatchObject([
      {
        cache_creation_input_tokens: expect.any(Number),
        cache_read_input_tokens: 0,
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: expect.any(Number) },
      },
      { cache_creation_input_tokens: 0, cache_read_input_tokens: expect.any(Number) },
    ]);
    const [first, second] = await result.steps;
    const written = first?.providerMetadata?.anthropic?.cacheCreationInputTokens;
    expect(second?.usage.cachedInputTokens).toBe(written);
    expect(written).toBeGreaterThan(100);
  });

  const block = (ttl?: string): object => ({
    type: 'text',
    text: 'Be brief. '.repeat(40),
    cache_control: { type: 'ephemeral', ...(ttl ? { ttl } : {}) },
  });
  const ask = async (on: typeof gateway, ttl?: string): Promise<number> => {
    const body = {
      model: 'claude-sonnet-4-5',
      max_tokens: 10,
      system: [block(ttl)],
      messages: [{ role: 'user', content: 'Hi' }],
    };
    const { json } = await post(on, url, body, headers);
    return json.usage.cache_read_input_tokens;
  };
  const headers = { ...gatewayAuth, 'x-api-key': 'sk-ant-test', 'anthropic-version': '2023-06-01' };

  it.each([
    [undefined, 299, 301],
    ['1h', 3599, 3601],
  ])('ends with its lifetime: %s', async (ttl, before, after) => {
    let now = 0;
    const clocked = createLocalGateway({ now: () => now });
    expect(await ask(clocked, ttl)).toBe(0);
    now += before * 1000;
    expect(await ask(clocked, ttl)).toBe(100);
    now += after * 1000;
    expect(await ask(clocked, ttl)).toBe(0);
  });

  it('has the least length that it is given', async () => {
    const careful = createLocalGateway({ promptCacheMinTokens: 1024 });
    await ask(careful);
    expect(await ask(careful)).toBe(0);
  });
});

describe('a stream of Messages', () => {
  const headers = { ...gatewayAuth, 'x-api-key': 'sk-ant-test', 'anthropic-version': '2023-06-01' };
  const stream = async (body: object): Promise<{ text: string; types: string[] }> => {
    const { text } = await post(
      gateway,
      url,
      { model: 'claude-sonnet-4-5', max_tokens: 4000, stream: true, ...body },
      headers,
    );
    const types = [...text.matchAll(/^event: (.*)$/gm)].map(([, type = '']) => type);
    return { text, types: types.filter((type, index) => type !== types[index - 1]) };
  };

  it('has every event of a real one, in order, each under its name', async () => {
    const { text, types } = await stream({
      messages: [{ role: 'user', content: question }],
      thinking: { type: 'enabled', budget_tokens: 1024 },
      tools: [
        { name: 'getWeather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } },
      ],
    });
    const block = ['content_block_start', 'content_block_delta', 'content_block_stop'];
    expect(types).toEqual(['message_start', 'ping', ...block, ...block, 'message_delta', 'message_stop']);
    expect(text).not.toContain('[DONE]');
    const sent = events(text.replace(/^event: .*\n/gm, ''));
    const deltas = sent.flatMap(({ delta }) => (delta?.type ? [delta.type] : []));
    expect([...new Set(deltas)]).toEqual(['thinking_delta', 'signature_delta', 'input_json_delta']);
    expect(sent.find(({ p }) => p)).toMatchObject({ type: 'content_block_delta' });
    expect(sent.at(-2)).toMatchObject({
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
    });
  });

  it('carries scripted events under their names', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    gateway.reply({ chunks: [error] });
    expect((await stream({ messages: [{ role: 'user', content: 'Hi' }] })).text).toBe(
      `event: error\ndata: ${JSON.stringify(error)}\n\n`,
    );
  });
});

it('searches the web, and cites what it found', async () => {
  const options = {
    model: native('claude-sonnet-4-5'),
    prompt: 'News?',
    // The package's type has members that may be undefined.
    tools: { web_search: native.tools.webSearch_20250305({}) } as ToolSet,
  };
  const whole = await generateText(options);
  const streamed = streamText(options);
  await streamed.consumeStream();
  for (const result of [whole, streamed]) {
    const content = await result.content;
    expect(content.map(({ type }) => type)).toEqual(['tool-call', 'tool-result', 'source', 'text']);
    expect((await result.sources)[0]).toMatchObject({ url: 'https://example.com/source', title: 'Example' });
  }
  const { messages } = whole.response;
  const second = [
    { role: 'user' as const, content: 'News?' },
    ...messages,
    { role: 'user' as const, content: 'More?' },
  ];
  expect(
    (await generateText({ model: options.model, tools: options.tools, messages: second })).text,
  ).toContain('More?');
});

it('stops, refuses and redacts', async () => {
  const model = native('claude-sonnet-4-5');
  const stopped = await generateText({ model, prompt: 'Hi', stopSequences: ['You'] });
  expect([stopped.text, stopped.providerMetadata?.anthropic?.stopSequence]).toEqual(['Hello! ', 'You']);
  expect((await generateText({ model, prompt: 'Hi', maxOutputTokens: 2 })).finishReason).toBe('length');
  const refused = await generateText({ model, prompt: 'ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_1' });
  expect([refused.text, refused.finishReason]).toEqual(['', 'content-filter']);
  const redacted = await generateText({
    model,
    prompt: 'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_1',
    providerOptions: thinking({ type: 'enabled', budgetTokens: 1024 }),
  });
  expect(redacted.reasoning[0]?.providerMetadata?.anthropic?.redactedData).toBeDefined();
});

it('leaves the text of thoughts out where the model does, and takes their signature back', async () => {
  const options = {
    model: native('claude-opus-4-8'),
    prompt: question,
    tools: { getWeather },
    stopWhen: stepCountIs(3),
    providerOptions: thinking({ type: 'adaptive' }),
  };
  const { steps } = await generateText(options);
  expect(steps.map(({ reasoningText }) => reasoningText)).toEqual(['', '']);
  const shown = await generateText({
    ...options,
    providerOptions: thinking({ type: 'adaptive', display: 'summarized' }),
  });
  expect(shown.steps[0]?.reasoningText).toContain(question);
});

it('counts tokens', async () => {
  const body = { model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'Hello there' }] };
  const headers = { ...gatewayAuth, 'x-api-key': 'sk-ant-test', 'anthropic-version': '2023-06-01' };
  expect((await post(gateway, `${url}/count_tokens`, body, headers)).json).toEqual({ input_tokens: 3 });
});

describe('Cloudflare on Messages', () => {
  const body = {
    model: 'anthropic/claude-sonnet-4.5',
    max_tokens: 10,
    messages: [{ role: 'user', content: 'Hi' }],
  };
  const restURL = paths.rest.replace('chat/completions', 'messages');

  it.each([
    [
      'a system prompt in blocks',
      { system: [{ type: 'text', text: 'Be brief.' }] },
      'Invalid value at system: expected a string',
    ],
    ['no limit', { max_tokens: undefined }, 'Required value missing: max_tokens'],
    ['sampling', { temperature: 0.5 }, 'Invalid value at temperature: not supported by this model'],
  ])('refuses %s on REST', async (_, extra, problem) => {
    const { status, json } = await post(gateway, restURL, { ...body, ...extra }, restAuth);
    expect([status, json.error[0]]).toEqual([
      400,
      { code: 7003, message: `Model execution failed (User Input Error): ${problem}` },
    ]);
  });

  it('speaks Anthropic about models that are not there, or not for this', async () => {
    const missing = await post(gateway, restURL, { ...body, model: 'moonshotai/kimi-k2.6' }, restAuth);
    expect([missing.status, missing.json.error]).toEqual([
      404,
      { type: 'not_found_error', message: 'Model not found: moonshotai/kimi-k2.6' },
    ]);
    const own = await post(gateway, restURL, { ...body, model: '@cf/zai-org/glm-4.7-flash' }, restAuth);
    expect([own.status, own.json.error.message]).toEqual([
      400,
      'AiError: Anthropic Messages API is not supported for model "@cf/zai-org/glm-4.7-flash"',
    ]);
  });

  it('serves models of others', async () => {
    const { json } = await post(gateway, restURL, { ...body, model: 'openai/gpt-4o' }, restAuth);
    expect(json.content).toEqual([{ type: 'text', text: 'Hello! You said: "Hi"' }]);
  });

  it('checks keys, credits, caches, guards, limits and logs as everywhere', async () => {
    const own = createLocalGateway({
      gateways: {
        shop: { cacheTtl: 60, guardrails: { blockPrompt: 'secret plans' } },
        poor: { unifiedBilling: 'no-credits' },
        busy: { rateLimit: { limit: 0, intervalMs: 1000 } },
      },
    });
    const send = (id: string, extra: object, headers: object = {}): ReturnType<typeof post> =>
      post(
        own,
        url.replace('default', id),
        { ...body, model: 'claude-haiku-4-5', ...extra },
        {
          ...gatewayAuth,
          'anthropic-version': '2023-06-01',
          ...headers,
        },
      );
    const metadata = { 'cf-aig-metadata': '{"team":"docs"}' };
    expect((await send('shop', {}, metadata)).headers.get('cf-aig-cache-status')).toBe('MISS');
    expect((await send('shop', {})).headers.get('cf-aig-cache-status')).toBe('HIT');
    expect(own.logs[0]).toMatchObject({ metadata: { team: 'docs' }, provider: 'anthropic', tokensIn: 1 });
    const blocked = await send('shop', {
      messages: [{ role: 'user', content: [{ type: 'text', text: 'The secret plans.' }] }],
    });
    expect(blocked.json.internalCode).toBe(2016);
    expect((await send('poor', {})).json.internalCode).toBe(2021);
    expect((await send('busy', {})).json.internalCode).toBe(2003);
    expect((await send('poor', {}, { 'x-api-key': 'wrong' })).json).toMatchObject({
      type: 'error',
      error: { type: 'authentication_error' },
    });
    own.reply({ error: 'anthropic-overloaded' });
    expect((await send('shop', { max_tokens: 11 })).status).toBe(529);
  });

  it('goes through the binding', async () => {
    const answer = await gateway
      .binding()
      .gateway('default')
      .run({
        provider: 'anthropic',
        endpoint: 'v1/messages',
        headers: { 'anthropic-version': '2023-06-01' },
        query: { ...body, model: 'claude-sonnet-4-5' },
      });
    expect(await answer.json()).toMatchObject({ type: 'message', stop_reason: 'end_turn' });
  });
});

it('answers with scripted texts', async () => {
  gateway.reply({
    text: '',
    toolCalls: [{ name: 'getWeather', arguments: { city: 'Faro' } }],
    reasoning: 'Hm.',
  });
  gateway.reply({ text: 'Warm.', usage: { promptTokens: 20, cachedTokens: 15 } });
  const result = await generateText({
    model: native('claude-sonnet-4-5'),
    prompt: 'Hi',
    tools: { getWeather },
    stopWhen: stepCountIs(2),
  });
  expect(result.steps[0]?.reasoningText).toBe('Hm.');
  expect(result.text).toBe('Warm.');
  expect(result.usage).toMatchObject({ inputTokens: 5, cachedInputTokens: 15 });
});
