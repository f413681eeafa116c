import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { mapMessages } from '../wire/body.ts';
import { compose, dropFields, limitStopSequences, namedOptions, renameField, when } from '../wire/fields.ts';
import { audioParts, fileData, imageURLs, sendFiles } from '../wire/files.ts';
import { withoutEmptyText } from '../wire/messages.ts';
import { openAISchemaRules, openAISchemas } from '../wire/openai-schema.ts';
import {
  type BodyStep,
  reportChange,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonObjectWithInstruction, mentionJSON, schemaAsText } from '../wire/response-format.ts';
import { toolCallIds } from '../wire/tool-call-ids.ts';
import { type OpenAIFamily, openAIFamily } from './openai-families.ts';
import { coreWires, mediaWires, type Upstream } from './upstream.ts';
import { sameNames, type VendorAPI } from './vendor-api.ts';

/** Options of `@ai-sdk/openai`. Names as of @ai-sdk/openai 2 to 4 (2026-11). */
export const openAIOptions: VendorOptionTable = {
  ...namedOptions(
    'reasoningEffort maxCompletionTokens parallelToolCalls user logitBias store metadata ' +
      'prediction serviceTier promptCacheKey promptCacheOptions promptCacheRetention ' +
      'safetyIdentifier dimensions',
  ),
  ...namedOptions('logprobs strictJsonSchema structuredOutputs', { step: true }),
  textVerbosity: { wire: 'verbosity' },
};

const vendorPackage = '`createCloudflare({ vendors: { openai: createOpenAI } })`';
const responsesPackage = `${vendorPackage}, and \`cloudflare(…)\` or \`cloudflare.responses(…)\``;

const notWhileReasoning = 'reasoning models do not accept it.';

/** Rejected by every reasoning family, at any effort. */
const neverSampled = 'frequency_penalty presence_penalty logit_bias top_logprobs';
/** Rejected while the model reasons; gpt-5.1 to 5.4 accept them without an effort. */
const sampledWithoutReasoning = 'temperature top_p logprobs';

/** Sampling, effort and token limit by family. */
function familyRules(family: OpenAIFamily): BodyStep {
  if (family.reasoning === 'never') {
    return compose(reasoningEffort({ allowed: '' }), family.refusesTemperature && dropFields('temperature'));
  }
  return compose(
    family.systemAsUser && systemAsUser,
    family.refusesTools && refuseTools,
    reasoningEffort({
      allowed: family.maxInResponses ? family.efforts.replace(' max', '') : family.efforts,
    }),
    family.toolsNeedNoReasoning && noReasoningWithTools(family.toolsNeedNoReasoning),
    when(
      body => reasons(family, body.reasoning_effort),
      dropFields(sampledWithoutReasoning, notWhileReasoning),
    ),
    dropFields(neverSampled, notWhileReasoning),
    family.refusesStop && dropFields('stop', notWhileReasoning),
    family.noParallelTools && dropFields('parallel_tool_calls'),
    renameField('max_tokens', 'max_completion_tokens'),
  );
}

function reasons(family: OpenAIFamily, effort: string | null | undefined): boolean {
  if (family.reasoning === 'always') return true;
  if (effort === undefined || effort === null) return family.reasoning === 'on';
  return effort !== 'none';
}

const noReasoningWithTools =
  (when: 'effort' | 'always'): BodyStep =>
  (body, { warn }) => {
    const { tools, reasoning_effort: effort } = body;
    if (tools === undefined || effort === 'none' || (effort === undefined && when === 'effort')) return body;
    reportChange(
      warn,
      'reasoningEffort',
      'on chat completions this model accepts function tools only without reasoning; effort "none" was sent. ' +
        'With reasoning, use its Responses API.',
    );
    return { ...body, reasoning_effort: 'none' };
  };

/** What always reasons has no tools on this wire, and without them the answer would be another. */
const refuseTools: BodyStep = (body, { model }) => {
  if (body.tools === undefined) return body;
  throw new UnsupportedFunctionalityError({
    functionality: `tools of "${model}" on chat completions`,
    message: `"${model}" accepts tools in the Responses API only. Use ${responsesPackage}.`,
  });
};

const systemAsUser: BodyStep = body =>
  mapMessages(body, message => (message.role === 'system' ? { ...message, role: 'user' } : message));

/** `logprobs: true | number` of the vendor's package; a number requests that many alternatives. */
const logprobs: BodyStep = (body, { vendorOptions }) => {
  const asked = vendorOptions.logprobs;
  if (asked === undefined || asked === false) return body;
  return { ...body, logprobs: true, top_logprobs: typeof asked === 'number' ? asked : 0 };
};

/** OpenAI rejects two limits; `maxCompletionTokens` of the vendor's package wins over `maxOutputTokens`. */
const oneTokenLimit: BodyStep = (body, { warn }) => {
  const { max_tokens: limit, max_completion_tokens: own } = body;
  if (limit === undefined || own === undefined) return body;
  if (limit !== own) {
    reportChange(warn, 'maxOutputTokens', '`maxCompletionTokens` was sent instead.');
  }
  return { ...body, max_tokens: undefined };
};

/** Only the later reasoning models have flex processing. */
const noFlex = when(
  body => body.service_tier === 'flex',
  dropFields('service_tier', 'this model has no flex processing.'),
);

/** The steps of every OpenAI-hosted family, in the order in which warnings are expected. */
export function openAIBody(family: OpenAIFamily): BodyStep {
  return compose(
    logprobs,
    oneTokenLimit,
    family.schemaAs === 'json-mode' && jsonObjectWithInstruction,
    family.schemaAs === 'text' && schemaAsText,
    mentionJSON,
    dropFields('top_k'),
    familyRules(family),
    withoutEmptyText,
    replayReasoning('none'),
    toolCallIds({ accepts: /^.{1,40}$/, length: 32 }),
    openAISchemas,
    limitStopSequences,
    family.newCache && dropFields('prompt_cache_retention'),
    !family.flex && noFlex,
  );
}

function profile(model: string): UpstreamProfile {
  return {
    vendor: { keys: ['openai'], options: openAIOptions },
    schemas: openAISchemaRules,
    supportedUrls: imageURLs,
    // Documents and audio travel inline only.
    preparePrompt: sendFiles({
      parts: { 'application/pdf': fileData, ...audioParts },
      stored: { keys: ['openai'], part: id => ({ type: 'file', file: { file_id: id } }) },
    }),
    body: openAIBody(openAIFamily(model)),
  };
}

/** 404 on chat completions (@ai-sdk/openai 4.0.118, 2026-11). */
const responsesOnly =
  /^(?:gpt-5(?:\.\d)?-pro|gpt-5-codex|gpt-5\.1-codex|gpt-5\.[23]-codex|o1-pro|o3-pro|computer-use|codex-mini|o\d(?:-mini)?-deep-research)/;

const api: VendorAPI = {
  create: 'createOpenAI',
  baseURL: 'https://api.openai.com/v1',
  replaces: 'https://api.openai.com/v1',
  wires: ['responses'],
  rest: ['responses'],
  wireOf: model => {
    const reasons = openAIFamily(model).reasoning !== 'never';
    return reasons || responsesOnly.test(model.toLowerCase()) ? 'responses' : undefined;
  },
  options: {
    key: 'openai',
    names: sameNames('reasoningEffort textVerbosity user promptCacheKey parallelToolCalls'),
    efforts: model => openAIFamily(model).efforts,
  },
};

/**
 * OpenAI.
 * @verified 2026-11 · pydantic-ai 4fda389 (its live-verified reasoning matrix), @ai-sdk/openai 4.0.118
 * @open `stop` is sent to the newest reasoning models.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/openai/
 */
export const openAI: Upstream = {
  name: 'openai',
  bareIds: /^(?:gpt-|o\d|chatgpt|text-embedding)/,
  rest: {},
  compat: {},
  native: { wires: coreWires },
  api,
  runs: mediaWires,
  zeroDataRetention: true,
  refusals: [
    {
      models: responsesOnly,
      wires: ['chat'],
      reason: 'OpenAI serves it in the Responses API only',
      use: responsesPackage,
    },
    {
      models: /^(?:gpt-image|dall-e|tts-|whisper|sora|gpt-4o(?:-mini)?-(?:tts|transcribe)|omni-moderation)/,
      wires: coreWires,
      reason: 'it is not a chat or embedding model',
      use: `${vendorPackage}, and the method of its kind, such as \`cloudflare.imageModel(…)\``,
    },
    {
      models: /^text-embedding-/,
      wires: ['chat'],
      reason: 'it is an embedding model',
      use: '`cloudflare.textEmbeddingModel(…)`',
    },
  ],
  profile,
};
