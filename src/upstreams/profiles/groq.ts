import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { type EffortRule, reasoningEffort } from '../../wire/effort.ts';
import { atMostFourStops } from '../../wire/four-stops.ts';
import { jsonTool, jsonToolFix } from '../../wire/json-tool.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import { isStrictSchema } from '../../wire/openai-schema.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { replayReasoning } from '../../wire/reasoning-replay.ts';
import { jsonObjectWithInstruction, jsonSchemaEnvelope, jsonWord } from '../../wire/response-format.ts';
import { type Families, familyOf } from './families.ts';
import { recoverToolCall } from './groq-recovery.ts';

/** A family of models that Groq hosts, told apart on the last segment of the id (`openai/gpt-oss-120b`). */
interface GroqFamily {
  readonly effort: EffortRule;
  /** Whether earlier reasoning may be sent back; a 400 on models that do not reason. */
  readonly replay: 'reasoning' | 'none';
  readonly jsonSchema: boolean;
  /** Sends reasoning in a field of its own; without it Qwen models write `<think>` into the text. */
  readonly reasoningFormat?: 'parsed';
  readonly strict?: true;
}

const noEffort: EffortRule = { allowed: [] };

/** @see https://console.groq.com/docs/reasoning · @ai-sdk/groq 4.0.84 (2026-08) */
const families: Families<GroqFamily> = [
  [
    /^gpt-oss/,
    { effort: { allowed: ['low', 'medium', 'high'] }, replay: 'reasoning', jsonSchema: true, strict: true },
  ],
  [
    /^qwen-?3\.6/,
    {
      effort: { allowed: ['none', 'low', 'medium', 'high'] },
      replay: 'reasoning',
      jsonSchema: false,
      reasoningFormat: 'parsed',
    },
  ],
  [
    /^qwen-?3/,
    {
      effort: { allowed: ['none', 'default'] },
      replay: 'reasoning',
      jsonSchema: false,
      reasoningFormat: 'parsed',
    },
  ],
  [/^kimi-k2/, { effort: noEffort, replay: 'none', jsonSchema: true }],
  [/^llama-4/, { effort: noEffort, replay: 'none', jsonSchema: true }],
];

const otherwise: GroqFamily = { effort: noEffort, replay: 'none', jsonSchema: false };

/** Options of `@ai-sdk/groq`. */
const options: VendorOptionTable = {
  reasoningEffort: { wire: 'reasoning_effort' },
  reasoningFormat: { wire: 'reasoning_format' },
  parallelToolCalls: { wire: 'parallel_tool_calls' },
  user: { wire: 'user' },
  serviceTier: { wire: 'service_tier' },
  structuredOutputs: { step: true },
  strictJsonSchema: { step: true },
};

const defaultReasoningFormat: BodyStep = body =>
  body.reasoning_format === undefined ? { ...body, reasoning_format: 'parsed' } : body;

function groqBody(family: GroqFamily): BodyStep {
  return compose(
    dropFields(['top_k', 'logit_bias', 'logprobs', 'top_logprobs', 'verbosity']),
    reasoningEffort(family.effort),
    atMostFourStops,
    family.reasoningFormat === undefined ? body => body : defaultReasoningFormat,
    textAsString,
    nullContentAsEmpty,
    replayReasoning(family.replay),
    // "json mode cannot be combined with tool/function calling" (https://github.com/vercel/ai/issues/16540)
    jsonTool,
    responseFormat(family),
    jsonWord,
  );
}

function responseFormat(family: GroqFamily): BodyStep {
  return (body, context) => {
    const { structuredOutputs, strictJsonSchema } = context.vendorOptions;
    if (!family.jsonSchema || structuredOutputs === false) return jsonObjectWithInstruction(body, context);
    return jsonSchemaEnvelope(schema =>
      typeof strictJsonSchema === 'boolean'
        ? strictJsonSchema
        : family.strict === true && isStrictSchema(schema),
    )(body, context);
  };
}

/**
 * Open models on Groq.
 * @verified 2026-08 · @ai-sdk/groq 4.0.84, reports against api.groq.com
 * @open Which models take strict schemas: gpt-oss only gets them.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/groq/
 */
export function groqProfile(model: string): UpstreamProfile {
  return {
    vendor: { keys: ['groq'], options },
    supportedUrls: { 'image/*': [/^https?:\/\/.*$/] },
    // Usage arrives as `x_groq.usage` on the last chunk, asked for or not.
    includeUsage: false,
    lift: liftFiles({}),
    body: groqBody(familyOf(families, model, otherwise)),
    recover: recoverToolCall,
    answer: jsonToolFix,
  };
}
