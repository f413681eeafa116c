import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import {
  changing,
  compose,
  dropFields,
  limitStopSequences,
  namedOptions,
  renameField,
  when,
} from '../wire/fields.ts';
import { audioParts, fileData, imageURLs, sendFiles } from '../wire/files.ts';
import { systemAsUser } from '../wire/messages.ts';
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
import { kindOfId } from './id-kinds.ts';
import { type OpenAIFamily, openAIFamily } from './openai-families.ts';
import {
  type CoreWire,
  coreWires,
  mediaWires,
  otherKinds,
  responsesOnly,
  type Upstream,
} from './upstream.ts';
import { sameNames, type VendorAPI } from './vendor-api.ts';

/** Options of `@ai-sdk/openai`. Names as of @ai-sdk/openai 2 to 4 (2026-11). */
export const openAIOptions: VendorOptionTable = namedOptions(
  'reasoningEffort maxCompletionTokens parallelToolCalls user logitBias store metadata ' +
    'prediction serviceTier promptCacheKey promptCacheOptions promptCacheRetention ' +
    'safetyIdentifier dimensions textVerbosity=verbosity logprobs= strictJsonSchema= structuredOutputs=',
);

const notWhileReasoning = 'reasoning models do not accept it.';

/** Rejected by every reasoning family, at any effort. */
const neverSampled = 'frequency_penalty presence_penalty logit_bias top_logprobs';
/** Rejected while the model reasons; gpt-5.1 to 5.4 accept them without an effort. */
const sampledWithoutReasoning = 'temperature top_p logprobs';

/** Sampling, effort and token limit by family. */
function familyRules({ efforts, has }: OpenAIFamily): BodyStep {
  const effort = compose(
    has('no-tools') && refuseTools(has('never')),
    reasoningEffort(has('sixth') ? efforts.replace(' max', '') : efforts),
  );
  if (has('never')) return compose(effort, has('no-temperature') && dropFields('temperature'));
  return compose(
    has('no-system') && systemAsUser,
    effort,
    has('tools-end-effort') &&
      when(body => (body.reasoning_effort ?? 'none') !== 'none', noReasoningWithTools),
    has('tools-need-none') && noReasoningWithTools,
    when(
      ({ reasoning_effort: given }) => has('always') || (given ? given !== 'none' : has('on')),
      dropFields(sampledWithoutReasoning, notWhileReasoning),
    ),
    dropFields(has('later') && !has('first') ? `${neverSampled} stop` : neverSampled, notWhileReasoning),
    has('first') && dropFields('parallel_tool_calls'),
    renameField('max_tokens', 'max_completion_tokens'),
  );
}

const noReasoningWithTools = changing(
  'reasoningEffort',
  'with tools this model reasons in its Responses API only; effort "none" was sent.',
  ({ tools, reasoning_effort: effort }) => tools && effort !== 'none' && { reasoning_effort: 'none' },
);

/** Without the tools, the answer would be another. */
const refuseTools =
  (everywhere: boolean): BodyStep =>
  (body, { model }) => {
    if (body.tools === undefined) return body;
    throw new UnsupportedFunctionalityError({
      functionality: `tools of "${model}" on chat completions`,
      message: `"${model}" accepts ${everywhere ? 'no tools. Use another model' : 'tools in the Responses API only. Use `createCloudflare({ vendors: { openai: createOpenAI } })`, and `cloudflare.responses(…)`'}.`,
    });
  };

/** `logprobs: true | number` of the vendor's package; a number requests that many alternatives. */
const logprobs: BodyStep = (body, { vendorOptions }) => {
  const requested = vendorOptions.logprobs;
  if (requested === undefined || requested === false) return body;
  return { ...body, logprobs: true, top_logprobs: typeof requested === 'number' ? requested : 0 };
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
  const { has } = family;
  return compose(
    logprobs,
    oneTokenLimit,
    has('json-mode') && jsonObjectWithInstruction,
    has('schema-as-text') && schemaAsText,
    mentionJSON,
    dropFields('top_k'),
    familyRules(family),
    replayReasoning('none'),
    toolCallIds({ accepts: /^.{1,40}$/, length: 32 }),
    openAISchemas,
    limitStopSequences(),
    has('sixth') && dropFields('prompt_cache_retention'),
    !has('later') && noFlex,
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
    // "This model does not support specifying dimensions." (https://github.com/sbintuitions/JMTEB/pull/14)
    ...(/ada-002/.test(model) && { embeddingFields: { dimensions: null } }),
  };
}

const api: VendorAPI = {
  create: 'createOpenAI',
  baseURL: 'https://api.openai.com/v1',
  replaces: true,
  wires: ['responses'],
  rest: ['responses'],
  wireOf: model => {
    const { has } = openAIFamily(model);
    return has('never') && !has('responses-only') ? undefined : 'responses';
  },
  options: {
    key: 'openai',
    names: sameNames('reasoningEffort textVerbosity user promptCacheKey parallelToolCalls'),
    efforts: model => openAIFamily(model).efforts,
  },
};

/** Models that are neither of chat nor of embeddings. */
const others = { test: (model: string) => !['chat', 'embeddings'].includes(kindOfId(model)) };

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
    responsesOnly({ test: model => openAIFamily(model).has('responses-only') }),
    otherKinds(others, 'it is not a chat or embedding model'),
  ],
  kindOf: model =>
    /^(?:text-embedding-|(?:gpt-|o)\d)/.test(model) && !others.test(model)
      ? (kindOfId(model) as CoreWire)
      : undefined,
  profile,
};
