import { createOpenAI } from '@ai-sdk/openai';
import { generateObject, generateText, stepCountIs, streamText, type ToolSet, tool } from 'ai';
import OpenAI from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiToken, createLocalGateway, events, gatewayAuth, paths, post, restAuth } from '../support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());

const origin = 'https://gateway.test';
const url = paths.native('openai/responses');
const restBase = `${origin}${paths.rest.replace('/chat/completions', '')}`;
const native = createOpenAI({
  baseURL: `${origin}${paths.native('openai')}`,
  apiKey: 'sk-test',
  headers: gatewayAuth,
  fetch: gateway.fetch,
});
const rest = createOpenAI({ baseURL: restBase, apiKey: apiToken, fetch: gateway.fetch });

const question = 'What is the weather in Lisbon?';
const getWeather = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `${city}: sunny`,
});

describe.each([
  ['the native path', (id: string) => native.responses(id)],
  ['REST', (id: string) => rest.responses(`openai/${id}`)],
])('@ai-sdk/openai on %s', (where, model) => {
  it('generates and streams', async () => {
    const whole = await generateText({ model: model('gpt-4o'), prompt: 'Hi' });
    expect([whole.text, whole.finishReason]).toEqual(['Hello! You said: "Hi"', 'stop']);
    const streamed = streamText({ model: model('gpt-4o'), prompt: 'Hi' });
    expect(await streamed.text).toBe(whole.text);
    expect(await streamed.usage).toEqual(whole.usage);
    expect(gateway.logs.map(({ tokensIn, tokensOut }) => [tokensIn, tokensOut])).toEqual([
      [1, 6],
      [1, 6],
    ]);
  });

  it.each([
    ['generate', true],
    ['stream', true],
    ['generate', false],
    ['stream', false],
  ])('reasons over a tool loop: %s, store %s', async (mode, store) => {
    const options = {
      model: model('gpt-5-mini'),
      prompt: question,
      tools: { getWeather },
      stopWhen: stepCountIs(3),
      providerOptions: {
        openai: {
          store,
          reasoningSummary: 'auto',
          ...(store ? {} : { include: ['reasoning.encrypted_content'] }),
        },
      },
    };
    const result = mode === 'stream' ? streamText(options) : await generateText(options);
    expect(await result.text).toBe('Here is what I found: Lisbon: sunny');
    expect(gateway.upstreamRequests).toHaveLength(2);
    // With an author before it, the package does not know the model for one that reasons.
    if (where === 'REST') return;
    expect((await result.steps)[0]?.reasoningText).toBe(`The user said "${question}".`);
    const replayed = store ? 'item_reference' : 'reasoning';
    expect(gateway.upstreamRequests[1]?.body).toMatchObject({
      input: [{}, { type: replayed }, {}, { type: 'function_call_output', output: 'Lisbon: sunny' }],
    });
  });

  it('fills a schema', async () => {
    const { object } = await generateObject({
      model: model('gpt-4o'),
      prompt: 'Where is Lisbon?',
      schema: z.object({ city: z.string() }),
    });
    expect(object).toEqual({ city: 'Lisbon' });
  });
});

it('searches the web, and names its sources', async () => {
  const options = {
    model: native.responses('gpt-5-mini'),
    prompt: 'News?',
    // The package's type has members that may be undefined.
    tools: { web_search: native.tools.webSearch({}) } as ToolSet,
  };
  const whole = await generateText(options);
  const streamed = streamText(options);
  await streamed.consumeStream();
  for (const result of [whole, streamed]) {
    expect(await result.sources).toMatchObject([{ url: 'https://example.com/source', title: 'Example' }]);
    const [found] = (await result.content).filter(({ type }) => type === 'tool-result');
    expect(found).toMatchObject({
      output: {
        action: { type: 'search', query: 'News?' },
        sources: [{ type: 'url', url: 'https://example.com/source' }],
      },
    });
  }
});

describe('the openai SDK', () => {
  const client = new OpenAI({
    baseURL: `${origin}${paths.native('openai')}`,
    apiKey: 'sk-test',
    defaultHeaders: gatewayAuth,
    fetch: gateway.fetch,
    maxRetries: 0,
  });
  const weather: OpenAI.Responses.FunctionTool = {
    type: 'function',
    name: 'getWeather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    strict: false,
  };

  it('continues from a stored response, reads it again and deletes it', async () => {
    const first = await client.responses.create({ model: 'gpt-5-mini', input: question, tools: [weather] });
    const call = first.output.find(item => item.type === 'function_call');
    if (!call) throw new Error('no call');
    expect(JSON.parse(call.arguments)).toEqual({ city: 'Lisbon' });
    const second = await client.responses.create({
      model: 'gpt-5-mini',
      previous_response_id: first.id,
      input: [{ type: 'function_call_output', call_id: call.call_id, output: 'sunny' }],
      tools: [weather],
    });
    expect(second.output_text).toBe('Here is what I found: sunny');
    expect(await client.responses.retrieve(first.id)).toMatchObject({ id: first.id, output: first.output });
    await client.responses.delete(first.id);
    await expect(client.responses.retrieve(first.id)).rejects.toMatchObject({ status: 404 });
  });

  it('collects a stream', async () => {
    const stream = client.responses.stream({
      model: 'gpt-5-mini',
      input: 'Hi',
      reasoning: { summary: 'auto' },
    });
    const numbers: number[] = [];
    for await (const event of stream) numbers.push(event.sequence_number);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    const final = await stream.finalResponse();
    expect(final.output_text).toBe('Hello! You said: "Hi"');
    expect(final.output[0]).toMatchObject({ type: 'reasoning', summary: [{ text: 'The user said "Hi".' }] });
  });

  it('echoes what was set', async () => {
    const settings = {
      service_tier: 'priority',
      text: { verbosity: 'low' },
      metadata: { team: 'docs' },
      reasoning: { effort: 'low' },
    } as const;
    const response = await client.responses.create({ model: 'gpt-5-mini', input: 'Hi', ...settings });
    expect(response).toMatchObject({ ...settings, status: 'completed', store: true });
    const standard = await client.responses.create({
      model: 'gpt-5-mini',
      input: 'Hi',
      service_tier: 'auto',
    });
    expect(standard).toMatchObject({ service_tier: 'default', text: { verbosity: 'medium' } });
  });

  it('reports what is refused as its own errors', async () => {
    const call = client.responses.create({ model: 'gpt-5-mini', input: 'Hi', temperature: 0 });
    await expect(call).rejects.toMatchObject({
      status: 400,
      code: 'unsupported_parameter',
      param: 'temperature',
    });
  });

  it('ends early, and refuses', async () => {
    const cut = await client.responses.create({
      model: 'gpt-4o',
      input: 'Tell me a story about a very long river, and about the sea.',
      max_output_tokens: 16,
    });
    expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
    const refused = await client.responses.create({ model: 'gpt-4o', input: 'Please refuse-me.' });
    expect(refused.output).toMatchObject([{ content: [{ type: 'refusal' }] }]);
  });

  it('reads from the cache what it sent before', async () => {
    const request = { model: 'gpt-5-mini', instructions: 'Be brief. '.repeat(600), input: 'Hi' };
    const [first, second] = [await client.responses.create(request), await client.responses.create(request)];
    expect(first.usage?.input_tokens_details.cached_tokens).toBe(0);
    expect(second.usage?.input_tokens_details.cached_tokens).toBe(1408);
  });
});

describe('a stream of Responses', () => {
  const types = async (body: object): Promise<string[]> => {
    const { text } = await post(
      gateway,
      url,
      { model: 'gpt-5-mini', stream: true, ...body },
      {
        ...gatewayAuth,
        authorization: 'Bearer sk-test',
      },
    );
    const all = [...text.matchAll(/^event: response\.(.*)$/gm)].map(([, type = '']) => type);
    return all.filter((type, index) => type !== all[index - 1]);
  };
  const item = (...inside: string[]): string[] => ['output_item.added', ...inside, 'output_item.done'];
  const text = ['content_part.added', 'output_text.delta'];
  const end = ['output_text.done', 'content_part.done'];

  it('has every event of a real one, in order', async () => {
    const summary = ['part.added', 'text.delta', 'text.done', 'part.done'].map(
      part => `reasoning_summary_${part}`,
    );
    expect(await types({ input: 'Hi', reasoning: { summary: 'auto' } })).toEqual([
      'created',
      'in_progress',
      ...item(...summary),
      ...item(...text, ...end),
      'completed',
    ]);
    const tools = [
      { type: 'function', name: 'getWeather', parameters: { type: 'object', properties: {} } },
      { type: 'web_search' },
    ];
    expect(await types({ input: question, tools })).toEqual([
      'created',
      'in_progress',
      ...item(),
      ...item('function_call_arguments.delta', 'function_call_arguments.done'),
      'completed',
    ]);
    const search = ['in_progress', 'searching', 'completed'].map(step => `web_search_call.${step}`);
    expect(await types({ input: 'News?', tools })).toEqual([
      'created',
      'in_progress',
      ...item(),
      ...item(...search),
      ...item(...text, 'output_text.annotation.added', ...end),
      'completed',
    ]);
  });

  it('pads its deltas unless told not to', async () => {
    const stream = async (extra: object): Promise<string> => {
      const body = { model: 'gpt-4o', stream: true, input: 'Hi', ...extra };
      return (await post(gateway, url, body, { ...gatewayAuth, authorization: 'Bearer sk-test' })).text;
    };
    expect(await stream({})).toContain('"obfuscation"');
    expect(await stream({ stream_options: { include_obfuscation: false } })).not.toContain('"obfuscation"');
    expect(events((await stream({})).replace(/^event: .*\n/gm, '')).at(-1)).toMatchObject({
      type: 'response.completed',
      response: { usage: { input_tokens: 1, output_tokens: 6, total_tokens: 7 } },
    });
  });
});

describe('Cloudflare on Responses', () => {
  const restURL = paths.rest.replace('chat/completions', 'responses');
  const ask = (model: string, extra: object = {}): ReturnType<typeof post> =>
    post(gateway, restURL, { model, input: 'Hi', ...extra }, restAuth);

  it('serves GPT-OSS of its own models, not streamed', async () => {
    expect((await ask('@cf/openai/gpt-oss-20b')).json.output.at(-1).content[0].text).toContain('Hi');
    expect((await ask('@cf/openai/gpt-oss-20b', { stream: true })).status).toBe(400);
    expect((await ask('@cf/zai-org/glm-4.7-flash')).status).toBe(400);
  });

  it('does not know authors without Responses', async () => {
    expect((await ask('anthropic/claude-sonnet-4.5')).json.internalCode).toBe(7003);
    expect((await ask('xai/grok-4.5')).status).toBe(200);
  });

  it('goes through the binding', async () => {
    const answer = await gateway
      .binding()
      .gateway('default')
      .run({
        provider: 'openai',
        endpoint: 'responses',
        headers: {},
        query: { model: 'gpt-5-mini', input: 'Hi' },
      });
    expect(await answer.json()).toMatchObject({ object: 'response', status: 'completed' });
  });
});
