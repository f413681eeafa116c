import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { type EffortRule, reasoningEffort } from '../../wire/effort.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import { mapSchemas } from '../../wire/map-schemas.ts';
import { moonshotSchema } from '../../wire/moonshot-schema.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { backfillReasoning, replayReasoning } from '../../wire/reasoning-replay.ts';
import { renameField } from '../../wire/rename-field.ts';
import { jsonSchemaEnvelope, jsonWord } from '../../wire/response-format.ts';
import { snakeCase } from '../../wire/snake-case.ts';
import { withoutStrictTools } from '../../wire/strict-tools.ts';
import { freeToolChoice } from '../../wire/tool-choice.ts';
import { type Families, familyOf } from './families.ts';

interface KimiFamily {
  readonly effort: EffortRule;
  /** Thinks unless told not to: its thoughts are demanded back. */
  readonly thinks: boolean;
  readonly sampling?: 'free';
}

const switchable: EffortRule = {
  allowed: ['none', 'high'],
  fields: effort => ({ thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } }),
};

const families: Families<KimiFamily> = [
  [/^kimi-k3/, { effort: { allowed: ['low', 'high', 'max'] }, thinks: true }],
  [/^kimi-k2(?:[.p]7|-thinking)/, { effort: { allowed: [] }, thinks: true }],
  [/^kimi-k2[.p][56]/, { effort: switchable, thinks: true }],
  [/^kimi/, { effort: { allowed: [] }, thinks: false }],
];
const otherwise: KimiFamily = { effort: { allowed: [] }, thinks: false, sampling: 'free' };

/** Options of `@ai-sdk/moonshotai`. */
const options: VendorOptionTable = {
  thinking: { wire: 'thinking', map: snakeCase },
  reasoningHistory: { wire: 'reasoning_history' },
  reasoningEffort: { wire: 'reasoning_effort' },
};

const fixedSampling = dropFields(
  ['temperature', 'top_p', 'seed', 'frequency_penalty', 'presence_penalty'],
  setting => `${setting} is fixed by Kimi`,
);

/** "thinking is enabled but reasoning_content is missing": a blank stands for thoughts that nobody kept. */
const replayed: BodyStep = (body, context) => {
  const { thinking } = body;
  const off =
    typeof thinking === 'object' && thinking !== null && 'type' in thinking && thinking.type === 'disabled';
  return (off ? replayReasoning('none') : backfillReasoning(' ', 'tool calls'))(body, context);
};

/**
 * Kimi at Moonshot AI.
 * @verified 2026-08 · catalogue schema of kimi-k3, @ai-sdk/moonshotai 3.0.60, litellm issue 29687
 * @open What stands for thoughts that were not kept: a blank.
 * @open Whether other Kimi models take `tool_choice: "required"`: it is sent to none.
 * @see https://developers.cloudflare.com/ai/models/
 */
export function moonshotAIProfile(model: string): UpstreamProfile {
  const { effort, thinks, sampling } = familyOf(families, model, otherwise);
  return {
    vendor: { keys: ['moonshotai'], options },
    // Images travel in-line only, so the SDK downloads every URL.
    lift: liftFiles({}),
    body: compose(
      renameField('max_tokens', 'max_completion_tokens'),
      dropFields(['top_k', 'logit_bias', 'verbosity']),
      sampling === 'free' ? body => body : fixedSampling,
      reasoningEffort(effort),
      freeToolChoice({ refuses: 'required', because: 'Kimi cannot be made to call just any tool' }),
      nullContentAsEmpty,
      thinks ? replayed : replayReasoning('none'),
      withoutStrictTools,
      mapSchemas(moonshotSchema),
      jsonSchemaEnvelope(),
      jsonWord,
    ),
  };
}
