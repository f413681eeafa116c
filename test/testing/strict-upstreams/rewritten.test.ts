import type { JSONSchema7, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { HI, WX } from '../../support/prompts.ts';
import { ask, assistant, call, parameters, system, tool, user } from './suite.ts';

const slugs = ['mistral', 'cerebras'];
const storedKeys = Object.fromEntries(slugs.map(slug => [slug, { default: 'sk-stored' }]));
const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });
const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });

const inTool = (schema: object) => ({ type: 'object', properties: { a: schema } });
const union = { type: 'object', anyOf: [inTool({ type: 'string' }), inTool({ type: 'number' })] };
const tuple = inTool({ type: 'array', items: [{ type: 'string' }], additionalItems: false });

/** What each upstream refuses as the schema of a tool, and the words of the refusal. */
const refused: readonly (readonly [string, object, RegExp])[] = [
  ['openai/gpt-4.1', union, /not have 'oneOf'\/'anyOf'\/'allOf'/],
  ['openai/gpt-4.1', { type: 'object' }, /object schema missing properties/],
  ['openai/gpt-4.1', {}, /got 'type: "None"'/],
  ['openai/gpt-4.1', inTool({ type: 'array' }), /array schema missing items/],
  ['openai/gpt-4.1', tuple, /is not of type 'object', 'boolean'/],
  ['anthropic/claude-haiku-4.5', union, /does not support oneOf, allOf, or anyOf/],
  ['anthropic/claude-haiku-4.5', tuple, /must match JSON Schema draft 2020-12/],
  ['google/gemini-3.7-flash', inTool({ type: 'integer', enum: [5] }), /\(TYPE_STRING\), 5/],
  ['google/gemini-3.7-flash', inTool({ const: true }), /Unknown name \\?"const/],
  ['google/gemini-3.7-flash', { type: 'object', properties: { d: true } }, /Invalid value at/],
  ['google/gemini-3.7-flash', inTool({ type: ['string', 'null'] }), /cannot start list/],
  ['google/gemini-3.7-flash', inTool({ enum: ['a'] }), /only allowed for STRING type/],
  ['google/gemini-3.7-flash', inTool({ description: 'x', anyOf: [{ type: 'string' }] }), /alongside any_of/],
  ['xai/grok-4.5', inTool({ type: 'string', minLength: 1 }), /minLength/],
  ['xai/grok-4.5', tuple, /expected a schema/],
  ['moonshotai/kimi-k3', inTool({ type: 'string', format: 'date' }), /unsupported keywords: format/],
  ['moonshotai/kimi-k3', inTool({}), /type is not defined/],
];

describe('schemas', () => {
  it.each(refused)('%s refuses %j as it is, and accepts what it becomes', async (id, inputSchema, words) => {
    const tools = [{ ...WX, inputSchema: inputSchema as JSONSchema7 }];
    const given = { prompt: HI, tools, providerOptions: { cloudflare: { schemaRewriting: false } } };
    await expect(cloudflare(id).doGenerate(given)).rejects.toThrow(words);
    await expect(cloudflare(id).doGenerate({ prompt: HI, tools })).resolves.toBeDefined();
  });
});

/** Bodies that are refused, and the words of the refusal. */
const bodies: readonly (readonly [string, object, RegExp])[] = [
  [
    'mistral/mistral-large-latest',
    { messages: [user('Hi'), assistant('Ho'), system('Now'), user('?')] },
    /role 'system' after role 'assistant'/,
  ],
  ['anthropic/claude-haiku-4-5', { stop: ['\n'] }, /non-whitespace/],
  ['anthropic/claude-haiku-4-5', { messages: [user(' ')] }, /non-whitespace/],
  ['anthropic/claude-haiku-4-5', { messages: [user('Hi'), assistant('Ho ')] }, /trailing whitespace/],
  [
    'anthropic/claude-opus-4-7',
    { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 4096 },
    /thinking\.type\.enabled/,
  ],
  [
    'anthropic/claude-haiku-4-5',
    {
      tools: [tool({ parameters })],
      messages: [
        user('Hi'),
        assistant('', { tool_calls: [call('c', { function: { name: 'weather', arguments: '"{}"' } })] }),
        { role: 'tool', tool_call_id: 'c', content: 'x' },
      ],
    },
    /valid dictionary/,
  ],
  [
    'google/gemini-2.5-flash',
    { messages: [user('Hi'), assistant(''), user('?')] },
    /parts must not be empty/,
  ],
  ['moonshotai/kimi-k3', { messages: [user('Hi'), assistant(''), user('?')] }, /must not be empty/],
  [
    'openai/gpt-5.4',
    { reasoning_effort: 'high', tools: [tool({ parameters })] },
    /Function tools with reasoning_effort/,
  ],
  ['openai/gpt-5.5', { tools: [tool({ parameters })] }, /Function tools with reasoning_effort/],
  ['openai/gpt-5.4-pro', {}, /v1\/responses/],
];

it.each(bodies)('%s refuses %j', async (id, body, words) => {
  const { status, text } = await ask(id, body);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).toMatch(words);
});

it('a history that no vendor wrote is accepted by each', async () => {
  const toolCall = { toolCallId: 'functions.weather:0', toolName: 'weather' };
  const prompt: LanguageModelV2Prompt = [
    { role: 'system', content: 'Be brief' },
    { role: 'assistant', content: [{ type: 'text', text: ' ' }] },
    ...HI,
    { role: 'assistant', content: [{ type: 'tool-call', ...toolCall, input: '{"city":' }] },
    { role: 'tool', content: [{ type: 'tool-result', ...toolCall, output: { type: 'text', value: 'x' } }] },
    { role: 'system', content: 'Now in French' },
    { role: 'assistant', content: [{ type: 'reasoning', text: 'Hm.' }] },
    { role: 'user', content: [{ type: 'text', text: 'And?' }] },
  ];
  for (const id of [
    'openai/gpt-5.5',
    'anthropic/claude-haiku-4.5',
    'google/gemini-3.7-flash',
    'mistral/mistral-large-latest',
    'moonshotai/kimi-k3',
    'xai/grok-4.5',
    'cerebras/gpt-oss-120b',
    'alibaba/qwen3.8-max',
  ])
    await expect(cloudflare(id).doGenerate({ prompt, tools: [WX] })).resolves.toBeDefined();
});
