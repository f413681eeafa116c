import { changing, compose, dropFields, namedOptions, when } from '../wire/fields.ts';
import { imageURLs, sendFiles, videoURL } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import {
  type BodyStep,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonObjectWithInstruction, jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { forcesCall, relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import { mediaWires, type Upstream } from './upstream.ts';

/** Models that accept a JSON schema. Source: @ai-sdk/alibaba 2.0.58 (2026-11). */
const takesSchema = /^qwen3\.(?:7-(?:plus|flash|max)|8-(?:max|flash))/;
/** Open-weight models reason by default, and only in streams. */
const thinksInStreamsOnly = /^qwen3-\d(?!.*-(?:instruct|thinking))/;
/** Hybrid models of later generations reason by default. */
const thinksByDefault = /^qwen3\.[5-9]/;

/** Thinking budgets: shares of 16,384 tokens, and 1,024 at least. Source: @ai-sdk/alibaba 2.0.58 (2026-08). */
const budgets: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1638,
  medium: 4915,
  high: 9830,
  xhigh: 14_745,
};

/** Options of `@ai-sdk/alibaba`. */
const options: VendorOptionTable = namedOptions(
  'enableThinking thinkingBudget parallelToolCalls preserveThinking',
);

const effort = reasoningEffort('none minimal low medium high xhigh', requested =>
  requested === 'none'
    ? { enable_thinking: false }
    : { enable_thinking: true, thinking_budget: budgets[requested] },
);

/** "parameter.enable_thinking must be set to false for non-streaming calls". */
const noThinkingWithoutStream: BodyStep = (body, { mode, warn }) => {
  if (mode === 'stream') return body;
  if (body.enable_thinking === true || body.thinking_budget !== undefined) {
    reportUnsupported(warn, 'reasoningEffort', 'this model reasons in streams only.');
  }
  return { ...body, enable_thinking: false, thinking_budget: undefined };
};

/** Turns default reasoning off where a call is forced. */
const callBeforeDefaultThinking = changing(
  'toolChoice',
  'this model does not reason when a tool call is forced; reasoning was turned off.',
  body => body.enable_thinking === undefined && forcesCall(body) && { enable_thinking: false },
);

function profile(model: string): UpstreamProfile {
  const id = model.toLowerCase();
  return {
    vendor: { keys: ['alibaba'], options },
    supportedUrls: { ...imageURLs, 'video/*': [/^https?:\/\/.*$/] },
    // https://github.com/vercel/ai/issues/19236
    preparePrompt: sendFiles({ parts: { 'video/*': videoURL }, urls: /video/ }),
    body: compose(
      dropFields('frequency_penalty logit_bias verbosity user'),
      effort,
      thinksInStreamsOnly.test(id) && noThinkingWithoutStream,
      (thinksByDefault.test(id) || thinksInStreamsOnly.test(id)) && callBeforeDefaultThinking,
      relaxToolChoice('forced', body => body.enable_thinking === true),
      withoutStrictTools,
      plainContent,
      takesSchema.test(id) ? jsonSchemaEnvelope() : jsonObjectWithInstruction,
      mentionJSON,
      singleLeadingSystem,
      when(body => body.preserve_thinking !== true, replayReasoning('none')),
    ),
  };
}

/**
 * Qwen on Alibaba's DashScope.
 * @verified 2026-11 · @ai-sdk/alibaba 2.0.58, catalogue schema of qwen3.8-max
 * @open `preserve_thinking` is sent only where `preserveThinking` requests it.
 * @open All `qwen3-…` with a size are assumed to reason in streams only.
 * @open `qwen3.5` and up are assumed to reason by default.
 * @see https://developers.cloudflare.com/ai/models/
 */
export const alibaba: Upstream = {
  name: 'alibaba',
  otherSpellings: { qwen: 'alibaba/' },
  bareIds: /^qwen/,
  rest: {},
  runs: mediaWires,
  binding: {},
  profile,
};
