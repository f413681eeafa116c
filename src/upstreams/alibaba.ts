import { compose, dropFields, namedOptions, when } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { singleLeadingSystem, textAsString, withoutEmptyAssistants } from '../wire/messages.ts';
import {
  type BodyStep,
  reportChange,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON, schemaAsInstruction } from '../wire/response-format.ts';
import { forcesCall, relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import { mediaWires, type Upstream } from './upstream.ts';

/** Models that accept a JSON schema. Source: @ai-sdk/alibaba 2.0.58 (2026-11). */
const takesSchema = /^qwen3\.(?:7-(?:plus|flash|max)|8-(?:max|flash))/;
/** Open-weight models reason by default, and only in streams. */
const thinksInStreamsOnly = /^qwen3-\d(?!.*-(?:instruct|thinking))/;
/** Hybrid models of later generations reason by default. */
const thinksByDefault = /^qwen3\.[5-9]/;

/** Share of the largest thinking budget by effort. Source: @ai-sdk/alibaba 2.0.58 (2026-08). */
const budgets: Readonly<Record<string, number>> = {
  minimal: 0.02,
  low: 0.1,
  medium: 0.3,
  high: 0.6,
  xhigh: 0.9,
};
const largestBudget = 16_384;

/** Options of `@ai-sdk/alibaba`. */
const options: VendorOptionTable = namedOptions(
  'enableThinking thinkingBudget parallelToolCalls preserveThinking',
);

const effort = reasoningEffort({
  allowed: `none ${Object.keys(budgets).join(' ')}`,
  fields: asked =>
    asked === 'none'
      ? { enable_thinking: false }
      : {
          enable_thinking: true,
          thinking_budget: Math.max(1024, Math.floor(largestBudget * (budgets[asked] ?? 0))),
        },
});

/** "parameter.enable_thinking must be set to false for non-streaming calls". */
const noThinkingWithoutStream: BodyStep = (body, { mode, warn }) => {
  if (mode === 'stream') return body;
  if (body.enable_thinking === true || body.thinking_budget !== undefined) {
    reportUnsupported(warn, 'reasoningEffort', 'this model reasons in streams only.');
  }
  return { ...body, enable_thinking: false, thinking_budget: undefined };
};

/** Turns default reasoning off where a call is forced. */
const callBeforeDefaultThinking: BodyStep = (body, { warn }) => {
  if (body.enable_thinking !== undefined || !forcesCall(body)) return body;
  reportChange(
    warn,
    'toolChoice',
    'this model does not reason when a tool call is forced; reasoning was turned off.',
  );
  return { ...body, enable_thinking: false };
};

const injected = schemaAsInstruction(
  schema =>
    `JSON schema:\n${JSON.stringify(schema)}\nYou MUST answer with a JSON object that matches the JSON schema above.`,
);

function profile(model: string): UpstreamProfile {
  const id = model.toLowerCase();
  return {
    vendor: { keys: ['alibaba'], options },
    supportedUrls: imageURLs,
    preparePrompt: sendFiles({}),
    body: compose(
      dropFields('frequency_penalty logit_bias verbosity user'),
      effort,
      thinksInStreamsOnly.test(id) && noThinkingWithoutStream,
      (thinksByDefault.test(id) || thinksInStreamsOnly.test(id)) && callBeforeDefaultThinking,
      relaxToolChoice({
        refuses: 'forced',
        when: body => body.enable_thinking === true,
        because: 'this model cannot be forced to call a tool while it reasons',
      }),
      withoutStrictTools,
      textAsString,
      withoutEmptyAssistants,
      takesSchema.test(id) ? jsonSchemaEnvelope() : injected,
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
