import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { HI } from '../support/prompts.ts';

const slugs = ['mistral', 'cerebras', 'perplexity-ai', 'fireworks', 'cohere', 'openrouter'];
const storedKeys = Object.fromEntries(slugs.map(slug => [slug, { default: 'sk-key-local' }]));

/** A raw field that each upstream refuses, and the words and the code of its own error body. */
const refusals: readonly (readonly [model: string, extraBody: object, words: string, code: unknown])[] = [
  ['openai/gpt-5', { max_tokens: 1 }, "Unsupported parameter: 'max_tokens'", 'unsupported_parameter'],
  ['anthropic/claude-opus-4.7', { temperature: 1 }, 'temperature: Extra inputs are not permitted', undefined],
  ['google/gemini-2.5-flash', { top_k: 1 }, 'Invalid JSON payload received. Unknown name "top_k"', 400],
  [
    'xai/grok-4.5',
    { stop: ['x'] },
    'Argument not supported on this model: stop',
    'Client specified an invalid argument',
  ],
  ['mistral/mistral-large-latest', { logprobs: true }, 'Extra inputs are not permitted', undefined],
  ['cerebras/gpt-oss-120b', { logit_bias: {} }, "property 'logit_bias' is unsupported", 'wrong_api_format'],
  ['perplexity/sonar', { seed: 1 }, 'Unknown parameter: seed', 400],
  ['cohere/command-a', { logit_bias: {} }, 'logit_bias is not supported', undefined],
  [
    'fireworks/glm-5.3',
    { thinking: { type: 'enabled' }, reasoning_effort: 'low' },
    "Only one of 'thinking' and 'reasoning_effort'",
    undefined,
  ],
  ['minimax/m3', { seed: 1 }, '(2013)', undefined],
  [
    'moonshotai/kimi-k3',
    { temperature: 0.1 },
    'invalid temperature: only 1 is allowed for this model',
    undefined,
  ],
  [
    'alibaba/qwen3-max',
    { enable_thinking: true, tool_choice: 'required' },
    'The tool_choice parameter does not support being set to required',
    'invalid_parameter_error',
  ],
  ['@cf/zai-org/glm-4.7-flash', { tool_choice: 'any' }, 'Invalid input', 8001],
  ['groq/openai/gpt-oss-120b', { top_k: 1 }, "property 'top_k' is unsupported", undefined],
];

it.each(refusals)('%s: %j', async (model, extraBody, words, code) => {
  const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const providerOptions = { cloudflare: { extraBody: { ...extraBody } } };
  const error = await rejection(cloudflare(model).doGenerate({ prompt: HI, providerOptions }));
  const info = getCloudflareError(error);
  expect(info).toMatchObject({ kind: 'invalid-request', retryable: false });
  expect(info?.message).toContain(words);
  expect(info?.code).toBe(code);
  expect(JSON.stringify((error as { responseBody?: string }).responseBody)).toContain(
    words.slice(0, 12).split('"')[0],
  );
});
