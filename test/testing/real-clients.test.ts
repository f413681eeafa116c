import { createGroq } from '@ai-sdk/groq';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serveLocalGateway } from '../../src/testing/node.ts';
import { accountId, apiToken, createLocalGateway, gatewayAuth } from './support.ts';

const gateway = createLocalGateway();
let server: Awaited<ReturnType<typeof serveLocalGateway>>;
beforeAll(async () => {
  server = await serveLocalGateway(gateway);
});
afterAll(() => server.close());
beforeEach(() => gateway.reset());

const weather: OpenAI.ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'getWeather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const question = 'What is the weather in Lisbon?';

const endpoints = {
  compat: () => ({
    client: new OpenAI({
      baseURL: `${server.url}/v1/${accountId}/default/compat`,
      apiKey: 'sk-test',
      defaultHeaders: gatewayAuth,
    }),
    model: 'openai/gpt-4o',
  }),
  native: () => ({
    client: new OpenAI({
      baseURL: `${server.url}/v1/${accountId}/default/openai`,
      apiKey: 'sk-test',
      defaultHeaders: gatewayAuth,
    }),
    model: 'gpt-4o',
  }),
  rest: () => ({
    client: new OpenAI({ baseURL: `${server.url}/client/v4/accounts/${accountId}/ai/v1`, apiKey: apiToken }),
    model: 'openai/gpt-4o',
  }),
};

describe.each(Object.entries(endpoints))('the openai SDK on %s', (_, setUp) => {
  it('generates', async () => {
    const { client, model } = setUp();
    const answer = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(answer.choices[0]?.message.content).toBe('Hello! You said: "Hi"');
    expect(answer.usage).toMatchObject({ prompt_tokens: 1, total_tokens: 7 });
  });

  it('streams', async () => {
    const { client, model } = setUp();
    const stream = client.chat.completions.stream({
      model,
      messages: [{ role: 'user', content: 'Hi' }],
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    stream.on('content', delta => deltas.push(delta));
    const final = await stream.finalChatCompletion();
    expect(deltas.length).toBeGreaterThan(2);
    expect(final.choices[0]?.message.content).toBe('Hello! You said: "Hi"');
    expect(final.usage?.completion_tokens).toBe(6);
  });

  it('runs a tool loop', async () => {
    const { client, model } = setUp();
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
    const first = await client.chat.completions.create({ model, messages, tools: [weather] });
    const message = first.choices[0]?.message;
    const call = message?.tool_calls?.[0];
    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    if (!message || call?.type !== 'function') throw new Error('no call');
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'Lisbon' });
    messages.push(message, { role: 'tool', tool_call_id: call.id, content: 'sunny, 25 degrees' });
    const second = await client.chat.completions.create({ model, messages, tools: [weather] });
    expect(second.choices[0]?.message.content).toContain('sunny, 25 degrees');
  });

  it('reports refusals as its own errors', async () => {
    const { client, model } = setUp();
    const call = client.chat.completions.create({
      model: model.replace('gpt-4o', 'gpt-5-mini'),
      max_tokens: 10,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    await expect(call).rejects.toMatchObject({
      status: 400,
      code: 'unsupported_parameter',
      param: 'max_tokens',
    });
  });
});

describe('the openai SDK and embeddings', () => {
  it('reads base64 vectors of Workers AI on REST', async () => {
    const { client } = endpoints.rest();
    const { data, usage } = await client.embeddings.create({
      model: '@cf/baai/bge-m3',
      input: ['one', 'two'],
    });
    expect(data.map(row => row.embedding.length)).toEqual([1024, 1024]);
    expect(Math.hypot(...(data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
    expect(usage.prompt_tokens).toBe(2);
  });

  it('reads float vectors and dimensions on the native path', async () => {
    const { client } = endpoints.native();
    const small = { model: 'text-embedding-3-small', input: 'one' };
    const base64 = await client.embeddings.create(small);
    const float = await client.embeddings.create({ ...small, encoding_format: 'float' });
    const short = await client.embeddings.create({ ...small, dimensions: 256 });
    expect(base64.data[0]?.embedding).toHaveLength(1536);
    expect(float.data[0]?.embedding[0]).toBeCloseTo(base64.data[0]?.embedding[0] ?? 9, 6);
    expect(short.data[0]?.embedding).toHaveLength(256);
  });

  it('embeds Workers AI models on compat', async () => {
    const client = new OpenAI({
      baseURL: `${server.url}/v1/${accountId}/default/compat`,
      apiKey: apiToken,
      defaultHeaders: gatewayAuth,
    });
    const { data } = await client.embeddings.create({
      model: 'workers-ai/@cf/baai/bge-base-en-v1.5',
      input: 'one',
    });
    expect(data[0]?.embedding).toHaveLength(768);
  });
});

describe('@ai-sdk/groq on the native path', () => {
  const groq = () =>
    createGroq({
      baseURL: `${server.url}/v1/${accountId}/default/groq`,
      apiKey: 'gsk_test',
      headers: gatewayAuth,
    });

  it('generates with reasoning', async () => {
    const result = await generateText({ model: groq()('openai/gpt-oss-120b'), prompt: 'Hi' });
    expect(result.text).toBe('Hello! You said: "Hi"');
    expect(result.reasoningText).toContain('"Hi"');
    expect(result.usage.inputTokens).toBe(1);
  });

  it('streams, and finds usage in x_groq', async () => {
    const result = streamText({ model: groq()('llama-3.3-70b-versatile'), prompt: 'Hi' });
    const parts: string[] = [];
    for await (const part of result.textStream) parts.push(part);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join('')).toBe('Hello! You said: "Hi"');
    expect((await result.usage).outputTokens).toBe(6);
  });

  it.each(['generate', 'stream'])('runs a tool loop: %s', async mode => {
    const options = {
      model: groq()('openai/gpt-oss-20b'),
      prompt: question,
      stopWhen: stepCountIs(3),
      tools: {
        getWeather: tool({
          inputSchema: z.object({ city: z.string() }),
          execute: async ({ city }) => `${city}: sunny`,
        }),
      },
    };
    const text = mode === 'stream' ? await streamText(options).text : (await generateText(options)).text;
    expect(text).toContain('Lisbon: sunny');
    expect(gateway.upstreamRequests).toHaveLength(2);
    expect(gateway.upstreamRequests[0]?.headers.authorization).toBe('Bearer gsk_test');
    expect(JSON.stringify(gateway.upstreamRequests)).not.toContain(apiToken);
  });
});
