import { isRecord } from '../json-values.ts';
import { compose, dropFields, namedOptions, renameField } from '../wire/fields.ts';
import { sendFiles, videoURL } from '../wire/files.ts';
import { plainContent } from '../wire/messages.ts';
import {
  type BodyStep,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { backfillReasoning, reasoningEffort, replayReasoning, thinkingType } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON, objectAnswers } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { kimiCallIds } from '../wire/tool-call-ids.ts';
import { relaxToolChoice, withChosenTool, withoutStrictTools } from '../wire/tools.ts';
import { type Family, families } from './families.ts';
import type { Upstream } from './upstream.ts';

type KimiTrait =
  /** Reasons by default, and requires its earlier reasoning back. */
  | 'thinks'
  /** `thinking` says whether it reasons, and which reasoning is kept. Others refuse or ignore the field. */
  | 'switched'
  | 'keeps'
  /** Accepts `tool_choice: "required"`. */
  | 'forced'
  | 'free-sampling';

/** Source: @ai-sdk/moonshotai 3.0.60 (2026-11). */
const familyOf = families<KimiTrait>(
  [
    'kimi-k3: max high low thinks forced',
    'kimi-k2[.p]7 kimi-k2-thinking: thinks',
    'kimi-k2[.p]6: none high thinks switched keeps',
    'kimi-k2[.p]5: none high thinks switched',
    'kimi.*: ',
  ],
  'free-sampling',
);

const switched = (effort: string) => ({ thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } });

/** Options of `@ai-sdk/moonshotai`. */
const options: VendorOptionTable = namedOptions(
  'reasoningEffort promptCacheKey safetyIdentifier prediction reasoningHistory= thinking=',
);

const fixedSampling = dropFields(
  'temperature top_p seed frequency_penalty presence_penalty',
  'Kimi has a fixed value for it.',
);

/**
 * A named tool is refused while a model reasons ("tool_choice 'specified' is incompatible with thinking enabled"). K3
 * accepts that a call is required, and that tool alone is offered.
 * @see https://github.com/UKGovernmentBEIS/inspect_ai/pull/5152 · https://github.com/enricoros/big-AGI/issues/1161
 */
const oneToolRequired: BodyStep = body =>
  typeof body.tool_choice === 'object' ? { ...withChosenTool(body), tool_choice: 'required' } : body;

const option = 'providerOptions.moonshotai';

/** `thinking` of the package, as far as a family knows it. */
const thinkingOption =
  ({ has }: Family<KimiTrait>): BodyStep =>
  (body, { vendorOptions, warn }) => {
    const { thinking: requested } = vendorOptions;
    if (!isRecord(requested)) return body;
    const { type, budgetTokens: budget } = requested;
    if (budget !== undefined)
      reportUnsupported(warn, `${option}.thinking.budgetTokens`, 'this model has no thinking budget.');
    if (type === undefined) return body;
    if (has('switched')) return { ...body, thinking: { type } };
    if (has('thinks') !== (type === 'enabled'))
      reportUnsupported(
        warn,
        `${option}.thinking`,
        `this model ${has('thinks') ? 'always reasons' : 'does not reason'}.`,
      );
    return body;
  };

/** Earlier reasoning is kept by `thinking.keep`; otherwise the model reads that of the current turn only. */
const keptThinking =
  ({ has }: Family<KimiTrait>): BodyStep =>
  (body, { vendorOptions, warn }) => {
    const own = isRecord(body.thinking) ? body.thinking : {};
    if (vendorOptions.reasoningHistory !== 'preserved' || own.type === 'disabled') return body;
    if (has('keeps')) return { ...body, thinking: { type: 'enabled', keep: 'all', ...own } };
    reportUnsupported(warn, `${option}.reasoningHistory`, 'this model has no switch for it.');
    return body;
  };

const notReplayed = replayReasoning('none');
const backfilled = backfillReasoning(' ', 'tool calls');

/** "thinking is enabled but reasoning_content is missing": a blank replaces reasoning that was not kept. */
const replayed: BodyStep = (body, context) =>
  (thinkingType(body) === 'disabled' ? notReplayed : backfilled)(body, context);

/**
 * Moonshot's flavoured JSON schema. Lengths and bounds are named in the description, which the specification does not
 * list among the keywords.
 * @see https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-spec.md (2026-08)
 */
export const kimiSchemas: SchemaRules =
  'only typed type description properties required items additionalProperties enum:string enum:empty enum:number $ref ' +
  '!$defs !$ref !anyOf !required !additionalProperties';

function profile(model: string): UpstreamProfile {
  const family = familyOf(model);
  const { efforts, has } = family;
  return {
    vendor: { keys: ['moonshotai'], options },
    schemas: kimiSchemas,
    // Images and videos travel inline only, so the SDK downloads every URL.
    preparePrompt: sendFiles({ parts: { 'video/*': videoURL } }),
    body: compose(
      renameField('max_tokens', 'max_completion_tokens'),
      dropFields('top_k logit_bias verbosity'),
      !has('free-sampling') && fixedSampling,
      thinkingOption(family),
      reasoningEffort(efforts, has('switched') && switched),
      keptThinking(family),
      has('forced') && oneToolRequired,
      has('thinks') && !has('forced') && relaxToolChoice('forced', body => thinkingType(body) !== 'disabled'),
      !has('forced') && relaxToolChoice('required'),
      kimiCallIds,
      plainContent,
      has('thinks') ? replayed : notReplayed,
      withoutStrictTools,
      objectAnswers,
      jsonSchemaEnvelope(),
      mentionJSON,
    ),
  };
}

/**
 * Kimi at Moonshot AI.
 * @verified 2026-11 · catalogue schema of kimi-k3, @ai-sdk/moonshotai 3.0.60, litellm issue 29687
 * @open A blank replaces reasoning that was not kept.
 * @open `tool_choice: "required"` is sent to K3 only.
 * @see https://developers.cloudflare.com/ai/models/
 */
export const moonshotAI: Upstream = {
  name: 'moonshotai',
  bareIds: /^kimi/,
  rest: {},
  binding: {},
  profile,
};
