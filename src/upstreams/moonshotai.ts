import { isRecord } from '../json-values.ts';
import { compose, dropFields, namedOptions, renameField } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import { nullContentAsEmpty, withoutEmptyAssistants } from '../wire/messages.ts';
import {
  type BodyStep,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import {
  backfillReasoning,
  type EffortRule,
  reasoningEffort,
  replayReasoning,
  thinkingType,
} from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { kimiCallIds } from '../wire/tool-call-ids.ts';
import { relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import { type Families, familyOf, type Upstream } from './upstream.ts';

interface KimiFamily {
  readonly effort: EffortRule;
  /** Reasons by default, and requires its earlier reasoning back. */
  readonly thinks: boolean;
  /** What `thinking` may say: whether, and which reasoning is kept. @default nothing, the field is refused or ignored */
  readonly thinking?: 'type' | 'type and keep';
  readonly sampling?: 'free';
}

const switchable: EffortRule = {
  allowed: 'none high',
  fields: effort => ({ thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } }),
};

/** Source: @ai-sdk/moonshotai 3.0.60 (2026-11). */
const families: Families<KimiFamily> = [
  [/^kimi-k3/, { effort: { allowed: 'high low xhigh max', wire: { xhigh: 'max' } }, thinks: true }],
  [/^kimi-k2(?:[.p]7|-thinking)/, { effort: { allowed: '' }, thinks: true }],
  [/^kimi-k2[.p]6/, { effort: switchable, thinks: true, thinking: 'type and keep' }],
  [/^kimi-k2[.p]5/, { effort: switchable, thinks: true, thinking: 'type' }],
  [/^kimi/, { effort: { allowed: '' }, thinks: false }],
];
const otherwise: KimiFamily = { effort: { allowed: '' }, thinks: false, sampling: 'free' };

/** Options of `@ai-sdk/moonshotai`. */
const options: VendorOptionTable = {
  ...namedOptions('reasoningEffort promptCacheKey safetyIdentifier prediction'),
  ...namedOptions('reasoningHistory thinking', { step: true }),
};

const fixedSampling = dropFields(
  'temperature top_p seed frequency_penalty presence_penalty',
  'Kimi has a fixed value for it.',
);

const option = 'providerOptions.moonshotai';

/** `thinking` of the package, as far as a family knows it. */
const thinkingOption =
  ({ thinks, thinking }: KimiFamily): BodyStep =>
  (body, { vendorOptions, warn }) => {
    const { thinking: asked } = vendorOptions;
    if (!isRecord(asked)) return body;
    const { type, budgetTokens: budget } = asked;
    if (budget !== undefined)
      reportUnsupported(warn, `${option}.thinking.budgetTokens`, 'Kimi has no budget for reasoning.');
    if (type === undefined) return body;
    if (thinking !== undefined) return { ...body, thinking: { type } };
    if (thinks !== (type === 'enabled'))
      reportUnsupported(
        warn,
        `${option}.thinking`,
        `this model ${thinks ? 'always reasons' : 'does not reason'}.`,
      );
    return body;
  };

/** Earlier reasoning is kept by `thinking.keep`; otherwise the model reads that of the current turn only. */
const keptThinking =
  ({ thinking }: KimiFamily): BodyStep =>
  (body, { vendorOptions, warn }) => {
    const own = isRecord(body.thinking) ? body.thinking : {};
    if (vendorOptions.reasoningHistory !== 'preserved' || own.type === 'disabled') return body;
    if (thinking === 'type and keep') return { ...body, thinking: { type: 'enabled', keep: 'all', ...own } };
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
export const kimiSchemas: SchemaRules = {
  references: 'alone',
  subset: {
    keywords: 'default additionalProperties',
    enums: 'alike',
    besideAnyOf: 'description',
    reserved: '$defs $ref anyOf required additionalProperties',
  },
};

function profile(model: string): UpstreamProfile {
  const family = familyOf(families, model, otherwise);
  const { effort, thinks, sampling } = family;
  return {
    vendor: { keys: ['moonshotai'], options },
    schemas: kimiSchemas,
    // Images travel inline only, so the SDK downloads every URL.
    preparePrompt: sendFiles({}),
    body: compose(
      renameField('max_tokens', 'max_completion_tokens'),
      dropFields('top_k logit_bias verbosity'),
      sampling !== 'free' && fixedSampling,
      thinkingOption(family),
      reasoningEffort(effort),
      keptThinking(family),
      relaxToolChoice({ refuses: 'required', because: 'Kimi accepts only a named tool as a forced call' }),
      kimiCallIds,
      withoutEmptyAssistants,
      nullContentAsEmpty,
      thinks ? replayed : notReplayed,
      withoutStrictTools,
      jsonSchemaEnvelope(),
      mentionJSON,
    ),
  };
}

/**
 * Kimi at Moonshot AI.
 * @verified 2026-11 · catalogue schema of kimi-k3, @ai-sdk/moonshotai 3.0.60, litellm issue 29687
 * @open A blank replaces reasoning that was not kept.
 * @open `tool_choice: "required"` is sent to no Kimi model.
 * @see https://developers.cloudflare.com/ai/models/
 */
export const moonshotAI: Upstream = {
  name: 'moonshotai',
  bareIds: /^kimi/,
  rest: {},
  binding: {},
  profile,
};
