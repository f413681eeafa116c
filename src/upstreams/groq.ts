import { isRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import { jsonCalls } from '../wire/calls-in-text.ts';
import { compose, dropFields, limitStopSequences, namedOptions } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { nullContentAsEmpty, textAsString } from '../wire/messages.ts';
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
    textAsString,
    nullContentAsEmpty,
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
 * `failed_generation` holds the call, as JSON or in Llama's tags. It is recovered if it
 * names a declared tool; its arguments go to the SDK unchanged, which can repair them.
 * @see https://github.com/vercel/ai/issues/6916
 */
function recoverToolCall(body: unknown, sent: WireBody): RecoveredAnswer | undefined {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const { code, failed_generation: generation } = error;
  if (code !== 'tool_use_failed' || typeof generation !== 'string') return undefined;
  const names = (sent.tools ?? []).map(tool => tool.function.name);
  const call = jsonCalls(generation, sent.tools ?? [])?.[0] ?? taggedCall(generation, names);
  if (call === undefined) return undefined;
  const toolCall = { id: 'call_recovered', type: 'function', function: call };
  const message = { role: 'assistant', content: null, tool_calls: [toolCall] };
  return {
    completion: { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] },
    warning: {
      type: 'other',
      message: 'A malformed tool call was recovered from `failed_generation`.',
    },
  };
}

const closing = '</function>';

/** `<function=getWeather{"city":"Paris"}</function>`, with or without `>` after the name. */
function taggedCall(text: string, names: readonly string[]): { name: string; arguments: string } | undefined {
  const [head, name = ''] = /<function=([\w-]+)>?\s*\{/.exec(text) ?? [];
  if (head === undefined || !names.includes(name)) return undefined;
  // From the head on, without a pattern up to the end: the prompt can steer what stands here.
  const rest = text.slice(text.indexOf(head) + head.length - 1).trimEnd();
  const input = (rest.endsWith(closing) ? rest.slice(0, -closing.length) : rest).trimEnd();
  return input.endsWith('}') ? { name, arguments: input } : undefined;
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
    replaces: 'https://api.groq.com/openai/v1',
    options: {
      key: 'groq',
      names: sameNames('reasoningEffort parallelToolCalls user'),
      efforts: model => familyOf(model).efforts,
    },
  },
  profile,
};
