import { isRecord } from '../json-values.ts';
import { compose, dropFields, limitStopSequences, namedOptions, when, words } from '../wire/fields.ts';
import { audioParts, sendFiles } from '../wire/files.ts';
import { callsAfterUser, singleLeadingSystem, systemAsUser } from '../wire/messages.ts';
import {
  type BodyStep,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { sendSignatures } from '../wire/prompt.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, schemaAsText, unstructured } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { withoutStrictTools } from '../wire/tools.ts';
import { families } from './families.ts';
import { signatureKeys } from './portable-profile.ts';
import { coreWires, mediaWires, type Upstream } from './upstream.ts';
import type { VendorAPI } from './vendor-api.ts';

/**
 * Gemini 3 combines a response schema with forced calls, and requires signatures on replayed calls.
 * @see https://ai.google.dev/gemini-api/docs/openai#thinking
 */
const familyOf = families<'signed' | 'no-system'>([
  'gemini-(?:[3-9]|\\d\\d).* gemini-(?:flash|pro).*-latest: low medium high signed',
  'gemini-2.5-pro: low medium high',
  'gemini-2.5: none low medium high',
  // "Developer instruction is not enabled for models/gemma-3-27b-it" (google/adk-python#3900).
  'gemma-[23]n?: no-system',
]);

/**
 * Replaces the signature of a call that another model made.
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const skipValidation = 'skip_thought_signature_validator';

/** Options of `@ai-sdk/google` 2. */
const options: VendorOptionTable = namedOptions(
  'thinkingConfig= structuredOutputs= outputDimensionality=dimensions',
);

/** The thinking level as the effort of the OpenAI surface; a budget of 0 turns reasoning off. */
const thinkingConfig: BodyStep = (body, { vendorOptions, warn }) => {
  const config = vendorOptions.thinkingConfig;
  if (!isRecord(config)) return body;
  const { thinkingLevel: level, thinkingBudget: budget, ...rest } = config;
  for (const name of Object.keys({ ...rest, ...(budget ? { thinkingBudget: budget } : {}) })) {
    reportUnsupported(
      warn,
      `providerOptions.google.thinkingConfig.${name}`,
      'this model accepts efforts only; use `thinkingLevel`.',
    );
  }
  const off = budget === 0 ? 'none' : undefined;
  const effort = typeof level === 'string' ? level : off;
  return { ...body, reasoning_effort: body.reasoning_effort ?? effort };
};

/**
 * The schemas of all of Gemini's surfaces, which are messages of a closed format: one type, literals as texts, and
 * nothing beside `anyOf`. References are written out, as @ai-sdk/google does.
 * @see https://ai.google.dev/api/caching#Schema · @ai-sdk/google 2.0.108 (2026-11)
 */
export const geminiSchemas: SchemaRules =
  'only typed type description properties required items additionalProperties enum:string bare-unions list-items minimum ' +
  'maximum minItems maxItems minLength maxLength minProperties maxProperties pattern';

/** AI Studio rejects unknown names; the Vertex surface behind the REST API accepts more of them. */
const dropUnknown = dropFields('top_k logit_bias logprobs top_logprobs verbosity parallel_tool_calls');
const dropUnknownInStudio = dropFields('frequency_penalty presence_penalty seed');

/**
 * Before Gemini 3, a response format with tools is rejected ("Forced function calling (ANY mode) with a response
 * mime type: 'application/json' is unsupported"). The tools are kept, and the schema becomes text.
 */
const toolsBeforeSchema = when(body => body.tools !== undefined && body.tool_choice !== 'none', schemaAsText);

function googleBody({ efforts, has }: ReturnType<typeof familyOf>, studio: boolean): BodyStep {
  return compose(
    dropUnknown,
    studio && when((_, { endpoint }) => endpoint !== 'rest', dropUnknownInStudio),
    thinkingConfig,
    reasoningEffort(efforts),
    limitStopSequences(5),
    singleLeadingSystem,
    callsAfterUser,
    replayReasoning('none'),
    withoutStrictTools,
    !has('signed') && toolsBeforeSchema,
    unstructured,
    jsonSchemaEnvelope(),
    // An instruction about JSON is a system message too.
    has('no-system') && systemAsUser,
  );
}

/**
 * The profile of both surfaces.
 * @param keys in rising order of precedence
 * @param studio whether AI Studio is behind the gateway host
 */
export function geminiProfile(model: string, keys: readonly string[], studio: boolean): UpstreamProfile {
  const family = familyOf(model);
  return {
    vendor: { keys, options, carriedOnParts: ['thoughtSignature'] },
    schemas: geminiSchemas,
    preparePrompt: compose(
      sendFiles({ parts: audioParts }),
      sendSignatures(signatureKeys, family.has('signed') ? skipValidation : undefined),
    ),
    body: googleBody(family, studio),
    // Thoughts that were requested (`include_thoughts`) are text in tags.
    answer: ({ extra_body: extra }) => ({
      hiddenThoughts: true,
      ...(extra !== undefined && { thinkTags: true }),
    }),
  };
}

const api: VendorAPI = {
  create: 'createGoogleGenerativeAI',
  baseURL: 'https://generativelanguage.googleapis.com/v1beta',
  segment: 'google-ai-studio',
  wireOf: model => (/^gemini/i.test(model) ? 'own' : undefined),
  options: {
    key: 'google',
    names: {
      reasoningEffort: (effort, model) => ({
        thinkingConfig: /^gemini-(?:1|2)/i.test(model)
          ? { thinkingBudget: thinkingBudgets[effort] ?? 24_576 }
          : { thinkingLevel: effort },
      }),
    },
    efforts: model => levelsOf(model).efforts || familyOf(model).efforts,
    alternatives: ['thinkingBudget', 'thinkingLevel'],
  },
};

/** The budgets of the efforts on Google's OpenAI surface, in tokens. @see https://ai.google.dev/gemini-api/docs/openai */
const thinkingBudgets: Readonly<Record<string, number>> = { none: 0, low: 1024, medium: 8192 };
/** Levels that the OpenAI surface does not have. Source: @ai-sdk/google 4.0.121 (2026-11). */
const levelsOf = families([
  'gemini-4-hydrogen: low medium high xhigh',
  'gemini-3(?:.[0-6])?-flash gemini-(?:[3-9]|\\d\\d).*-flash-lite: minimal low medium high',
]);

/**
 * Gemini on its OpenAI surfaces: AI Studio's on the gateway host, Vertex AI's behind the REST API. It has two names:
 * `google/…` in the REST catalogue, `google-ai-studio/…` on the gateway host.
 * @verified 2026-11 · pydantic-ai 4fda389, @ai-sdk/google 4.0.121, reports against AI Studio (2025-02 to 2026-08)
 * @open A tool call without a thought signature is replayed with Google's placeholder.
 * @open Penalties and `seed` are sent on REST.
 * @open PDF and video parts are refused.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/google-ai-studio/
 */
export const google: Upstream = {
  name: 'google',
  aliases: ['google-ai-studio'],
  bareIds: /^gemini/,
  rest: {},
  compat: { prefix: 'google-ai-studio' },
  // "at most 100 requests can be in one batch" (https://github.com/vercel/ai/issues/16575).
  embeddingsPerCall: 100,
  native: { segment: 'google-ai-studio', base: 'v1beta/openai/', wires: coreWires },
  api,
  runs: mediaWires,
  // Its closed schema in the catalogue (2026-11).
  inputs: model => (/nano-banana/.test(model) ? words('prompt aspect_ratio image_input') : undefined),
  keyHeader: { name: 'x-goog-api-key' },
  profile: model => geminiProfile(model, ['vertex', 'google'], true),
};
