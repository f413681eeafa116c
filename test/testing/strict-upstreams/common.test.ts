import { describe, expect, it } from 'vitest';
import { createLocalGateway, gatewayAuth, hello, paths, post } from '../support.ts';
import { ask, user } from './suite.ts';

/** One model of every upstream. */
const models = [
  'openai/gpt-4o',
  'azure-openai/gpt-4o',
  'anthropic/claude-haiku-4-5',
  'google/gemini-2.5-flash',
  'google-ai-studio/gemini-2.5-flash',
  'google-vertex-ai/google/gemini-2.5-flash',
  'groq/llama-3.3-70b-versatile',
  'grok/grok-4.5',
  'mistral/mistral-large-latest',
  'deepseek/deepseek-chat',
  'cerebras/zai-glm-4.7',
  'perplexity/sonar',
  'cohere/command-a',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  '@cf/openai/gpt-oss-120b',
  'fireworks/glm-5.3',
  'openrouter/openai/gpt-4o',
  'alibaba/qwen3-max',
  'minimax/m3',
  'moonshotai/kimi-k3',
  'baseten/zai-org/GLM-4.6',
  'parallel/speed',
  'aws-bedrock/us.anthropic.claude-sonnet-4-5-v1:0',
];

describe.each(models)('%s', model => {
  it.each([
    ['tools: []', { tools: [] }],
    ['half a surrogate pair', { messages: [user('a\ud83d')] }],
    ['half a surrogate pair in a name', { messages: [{ ...user('a'), name: '\ude00' }] }],
    ['an unknown role', { messages: [user('a'), { role: 'critic', content: 'b' }] }],
    ['no messages', { messages: [] }],
  ])('refuses %s', async (_, body) => {
    const result = await ask(model, body);
    expect([400, 422]).toContain(result.status);
    expect(JSON.stringify(result.json).length).toBeGreaterThan(20);
  });

  it('accepts a plain question, with a whole pair in it', async () => {
    expect((await ask(model, { messages: [user('a😀')] })).status).toBe(200);
    expect((await ask(model, { stream: true })).status).toBe(200);
  });
});

it('says what is wrong with them', async () => {
  const texts = [
    { tools: [] },
    { messages: [user('\ud83d')] },
    { messages: [{ role: 'critic', content: 'b' }] },
  ];
  const errors = await Promise.all(texts.map(async body => (await ask('openai/gpt-4o', body)).json.error));
  expect(errors).toMatchObject([
    {
      message:
        "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      param: 'tools',
      code: 'empty_array',
    },
    { message: 'We could not parse the JSON body of your request: it contains a lone surrogate.' },
    {
      message:
        "Invalid value: 'critic'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
      param: 'messages[0].role',
      code: 'invalid_value',
    },
  ]);
});

it('can be switched off', async () => {
  const lenient = createLocalGateway({ strict: false });
  const body = { model: 'openai/gpt-5', messages: hello, max_tokens: 90, cacheTtl: 60, tools: [] };
  expect((await post(lenient, paths.compat, body, gatewayAuth)).status).toBe(200);
});
