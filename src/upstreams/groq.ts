import { isRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import { forcedCalls } from '../wire/calls-in-text.ts';
import { compose, dropFields, limitStopSequences, namedOptions } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { plainContent } from '../wire/messages.ts';
import { isStrictSchema } from '../wire/openai-schema.ts';
import type { BodyStep, RecoveredAnswer, UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import {
  jsonObjectWithInstruction,
  jsonSchemaEnvelope,
  jsonTool,
  jsonToolFix,
  mentionJSON,
  unstructured,
} from '../wire/response-format.ts';
import { type Family, families } from './families.ts';
import type { Upstream } from './upstream.ts';
import { sameNames } from './vendor-api.ts';

type GroqTrait =
  /** Accept a response schema, the first a strict one too. */
  | 'strict'
  | 'schema'
  /** Requests reasoning in its own field; without it Qwen models write `<think>` into the text. */
  | 'parsed';

/**
 * Where models do not reason, earlier reasoning is a 400.
 * @see https://console.groq.com/docs/reasoning · the types of groq-sdk 1.6.0, @ai-sdk/groq 4.0.84 (2026-11)
 */
const familyOf = families<GroqTrait>([
  'gpt-oss: low medium high schema strict',
  'qwen-?3.8: none default low medium high parsed',
  'qwen-?3.*: none default parsed',
  'kimi-k2 llama-4: schema',
]);

/** Options of `@ai-sdk/groq`. */
const options: VendorOptionTable = namedOptions(
  'reasoningEffort reasoningFormat parallelToolCalls user serviceTier structuredOutputs= strictJsonSchema=',
);

const defaultReasoningFormat: BodyStep = body =>
  body.reasoning_format === undefined ? { ...body, reasoning_format: 'parsed' } : body;

function groqBody({ efforts, has }: Family<GroqTrait>): BodyStep {
  return compose(
    dropFields('top_k logit_bias logprobs top_logprobs verbosity'),
    reasoningEffort(efforts),
    limitStopSequences(),
    has('parsed') && defaultReasoningFormat,
    plainContent,
    replayReasoning(efforts === '' ? 'none' : 'reasoning'),
    // "json mode cannot be combined with tool/function calling" (https://github.com/vercel/ai/issues/16540)
    jsonTool,
    has('schema') ? unstructured : jsonObjectWithInstruction,
    jsonSchemaEnvelope((schema, { strictJsonSchema }) =>
      typeof strictJsonSchema === 'boolean' ? strictJsonSchema : has('strict') && isStrictSchema(schema),
    ),
    mentionJSON,
  );
}

function profile(model: string): UpstreamProfile {
  return {
    vendor: { keys: ['groq'], options },
    supportedUrls: imageURLs,
    // Usage always arrives as `x_groq.usage` on the last chunk.
    includeUsage: false,
    preparePrompt: sendFiles({}),
    body: groqBody(familyOf(model)),
    recover: recoverToolCall,
    answer: jsonToolFix,
  };
}

/**
 * Groq validates tool calls and rejects a malformed one of its own model with `tool_use_failed` (400).
 * `failed_generation` holds what it wrote, which is read as a forced answer in text is.
 * @see https://github.com/vercel/ai/issues/6916
 */
function recoverToolCall(body: unknown, sent: WireBody): RecoveredAnswer | undefined {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const { code, failed_generation: generation } = error;
  if (code !== 'tool_use_failed' || typeof generation !== 'string') return undefined;
  const calls = forcedCalls(generation, sent.tools ?? []);
  // An empty id is replaced by one of its own.
  const tool_calls = calls?.map(call => ({ id: '', type: 'function', function: call }));
  if (tool_calls === undefined) return undefined;
  const message = { role: 'assistant', content: null, tool_calls };
  return {
    completion: { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] },
    warning: {
      type: 'other',
      message: 'A malformed tool call was recovered from `failed_generation`.',
    },
  };
}

/**
 * Open models on Groq.
 * @verified 2026-11 · @ai-sdk/groq 4.0.84, groq-sdk 1.6.0, reports against api.groq.com
 * @open Only gpt-oss gets strict schemas.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/groq/
 */
export const groq: Upstream = {
  name: 'groq',
  rest: {},
  compat: {},
  native: {},
  api: {
    create: 'createGroq',
    baseURL: 'https://api.groq.com/openai/v1',
    replaces: true,
    options: {
      key: 'groq',
      names: sameNames('reasoningEffort parallelToolCalls user'),
      efforts: model => familyOf(model).efforts,
    },
  },
  profile,
};
