import { isRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import { compose, dropFields, namedOptions, when } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { backfillReasoning, reasoningEffort, thinkingType } from '../wire/reasoning.ts';
import { jsonObjectWithInstruction, mentionJSON } from '../wire/response-format.ts';
import { relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import { families } from './families.ts';
import type { Upstream } from './upstream.ts';

/** When a model reasons: `v4` by default, `r1` always, others on request. */
const familyOf = families<'v4' | 'r1'>([
  '.*deepseek-v4.* deepseek-flash deepseek-pro: v4',
  '.*deepseek-reasoner .*deepseek-r1: r1',
]);

/** Options of `@ai-sdk/deepseek` 1. */
const options: VendorOptionTable = {
  ...namedOptions('reasoningEffort userId logprobs topLogprobs='),
  thinking: { wire: 'thinking', map: canonicalThinking },
};

/** `adaptive` is an older name of `enabled`. */
function canonicalThinking(value: unknown): unknown {
  const adaptive = isRecord(value) && value.type === 'adaptive';
  return adaptive ? { type: 'enabled' } : value;
}

const topLogprobs: BodyStep = (body, { vendorOptions }) =>
  vendorOptions.topLogprobs === undefined
    ? body
    : { ...body, logprobs: true, top_logprobs: vendorOptions.topLogprobs };

/** Of two that are equally near, the first. */
const efforts = 'none high low max';

/** An effort turns reasoning on or off. */
const effort = reasoningEffort(efforts, requested =>
  requested === 'none'
    ? { thinking: { type: 'disabled' } }
    : { thinking: { type: 'enabled' }, reasoning_effort: requested },
);

/** R1 always reasons; the switch itself is rejected. @see https://github.com/BerriAI/litellm/issues/28138 */
const alwaysThinks: BodyStep = compose(
  reasoningEffort(''),
  dropFields('thinking', 'this model always reasons.'),
);

/** Keeps `reasoning_content` only on the turns after the last user message. */
const replayCurrentTurn: BodyStep = body => {
  const last = body.messages.map(message => message.role).lastIndexOf('user');
  const messages = body.messages.map((message, index) =>
    index < last && message.reasoning_content !== undefined
      ? { ...message, reasoning_content: undefined }
      : message,
  );
  return { ...body, messages };
};

function profile(model: string): UpstreamProfile {
  const { has } = familyOf(model);
  const v4 = has('v4');
  const unasked = v4 ? 'enabled' : 'disabled';
  const thinks = (body: WireBody): boolean => has('r1') || thinkingType(body, unasked) !== 'disabled';
  return {
    vendor: { keys: ['deepseek'], options },
    ...(v4 && { supportedUrls: imageURLs }),
    preparePrompt: sendFiles({ images: v4 }),
    body: compose(
      dropFields('top_k seed logit_bias verbosity user parallel_tool_calls'),
      dropFields('frequency_penalty presence_penalty', 'DeepSeek has deprecated it.'),
      topLogprobs,
      has('r1') ? alwaysThinks : effort,
      when(thinks, dropFields('temperature top_p', 'it has no effect while DeepSeek reasons.')),
      relaxToolChoice('forced', thinks),
      withoutStrictTools,
      jsonObjectWithInstruction,
      mentionJSON,
      plainContent,
      singleLeadingSystem,
      v4 ? backfillReasoning('', 'all') : replayCurrentTurn,
    ),
  };
}

/**
 * DeepSeek, on its own API or on the hosts behind the catalogue.
 * @verified 2026-11 · @ai-sdk/deepseek 3.0.56, api-docs.deepseek.com/guides/thinking_mode, pydantic-ai 4fda389, reports of "must be passed back to the API"
 * @open Images are sent to v4 models only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/deepseek/
 */
export const deepSeek: Upstream = {
  name: 'deepseek',
  bareIds: /^deepseek/,
  rest: {},
  compat: {},
  native: {},
  binding: {},
  api: {
    create: 'createDeepSeek',
    baseURL: 'https://api.deepseek.com',
    options: {
      key: 'deepseek',
      names: {
        reasoningEffort: effort =>
          effort === 'none' ? { thinking: { type: 'disabled' } } : { reasoningEffort: effort },
      },
      efforts: () => efforts,
    },
  },
  profile,
};
