import type { WireMessage } from '../wire/body.ts';
import { changing, compose, limitStopSequences, namedOptions, when } from '../wire/fields.ts';
import { allMedia, audioFormats, type FileParts, imageURLs, sendFiles } from '../wire/files.ts';
import { callsAfterUser, singleLeadingSystem } from '../wire/messages.ts';
import { openAISchemaRules } from '../wire/openai-schema.ts';
import type { UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { sendReasoningDetails } from '../wire/prompt.ts';
import { backfillReasoning, reasoningEffort, replayAsDetails } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { commonSchemas, type SchemaRules } from '../wire/schema/schema-rules.ts';
import { kimiCallIds } from '../wire/tool-call-ids.ts';
import { toolTurnsAsText } from '../wire/tool-turns.ts';
import { forcesCall } from '../wire/tools.ts';
import { claudeHistory, claudeOf, claudeSchemas } from './anthropic.ts';
import { geminiSchemas } from './google.ts';
import { kimiSchemas } from './moonshotai.ts';
import type { Upstream } from './upstream.ts';
import { grokSchemas } from './xai.ts';

/** OpenRouter's own fields, under their own names. @see https://openrouter.ai/docs/api/reference/parameters */
const options: VendorOptionTable = namedOptions(
  'reasoning include_reasoning models provider plugins transforms usage user ' +
    'web_search_options cache_control min_p top_a repetition_penalty logprobs top_logprobs ' +
    'parallel_tool_calls reasoningEffort parallelToolCalls cacheControl logitBias debug promptCacheKey',
);

/** Claude silently stops reasoning when a call is forced. */
const forcedCallsDoNotReason = changing(
  'reasoningEffort',
  'this model does not reason when a tool call is forced.',
  body => body.reasoning !== undefined && forcesCall(body) && {},
);

function isSigned({ reasoning_details: details }: WireMessage): boolean {
  return Array.isArray(details) && details.some(detail => detail?.signature ?? detail?.data);
}

/** Gemini 3 requires a signature on each of its turns with calls. */
const unsignedTurnsAsText = toolTurnsAsText(({ messages }) =>
  messages.filter(message => message.tool_calls !== undefined && !isSigned(message)),
);

/** Claude reasons once after a user message: the first turn after it carries the signature for all of them. */
const unsignedLoopsAsText = toolTurnsAsText(({ messages }) => {
  let signed: boolean | undefined;
  return messages.filter(message => {
    if (message.role === 'user') signed = undefined;
    if (message.tool_calls === undefined) return false;
    signed ??= isSigned(message);
    return !signed;
  });
});

/** The schemas of the vendors behind OpenRouter, which passes them on. */
const schemas: Readonly<Record<string, SchemaRules>> = {
  anthropic: claudeSchemas,
  google: geminiSchemas,
  moonshotai: kimiSchemas,
  openai: openAISchemaRules,
  'x-ai': grokSchemas,
};

/** `ChatContentItems` of @openrouter/sdk 1.3.19. */
const media: FileParts = {
  ...allMedia,
  ...audioFormats('flac x-flac=flac ogg aac aiff x-aiff=aiff m4a x-m4a=m4a mp4=m4a'),
};

function profile(model: string): UpstreamProfile {
  // Vendor and model, as in `~google/gemini-3`.
  const id = model.toLowerCase().replace(/^~/, '');
  const [vendor = ''] = id.split('/', 1);
  return {
    vendor: { keys: ['openrouter'], options },
    schemas: schemas[vendor] ?? commonSchemas,
    supportedUrls: { ...imageURLs, 'application/pdf': [/^https?:\/\/.*$/], 'video/*': [/^https?:\/\/.*$/] },
    preparePrompt: compose(sendFiles({ parts: media, urls: /pdf|video/ }), sendReasoningDetails),
    // `ChatAssistantMessage.images` of @openrouter/sdk 1.3.19.
    answerImages: true,
    body: compose(
      // The types of @openrouter/sdk 1.3.19 (2026-11).
      reasoningEffort('none minimal low medium high xhigh max', effort => ({ reasoning: { effort } })),
      limitStopSequences(),
      singleLeadingSystem,
      // DeepSeek demands them back, beside the details: https://github.com/UKGovernmentBEIS/inspect_ai/issues/4079
      id.startsWith('deepseek/deepseek-v4') ? backfillReasoning('', 'all') : replayAsDetails,
      vendor === 'anthropic' && forcedCallsDoNotReason,
      vendor === 'anthropic' && when(body => body.reasoning !== undefined, unsignedLoopsAsText),
      vendor === 'anthropic' && claudeHistory(claudeOf(id.slice('anthropic/'.length))),
      vendor === 'moonshotai' && kimiCallIds,
      /^google\/gemini-(?:[3-9]|\d\d)/.test(id) && unsignedTurnsAsText,
      vendor === 'google' && callsAfterUser,
      jsonSchemaEnvelope(),
      mentionJSON,
    ),
  };
}

/**
 * OpenRouter, itself a front of many vendors: `openrouter/{vendor}/{model}`.
 * It is not documented for compat; its page shows this native path.
 * @verified 2026-11 · @openrouter/sdk 1.3.19, pydantic-ai 4fda389, earendil-works/pi 2e5a972
 * @open Settings are sent unchanged, whichever vendor is behind it.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/openrouter/
 */
export const openRouter: Upstream = {
  name: 'openrouter',
  native: {},
  api: {
    create: 'createOpenAICompatible',
    baseURL: 'https://openrouter.ai/api/v1',
    replaces: true,
  },
  profile,
};
