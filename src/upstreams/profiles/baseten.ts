import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { type EffortRule, reasoningEffort } from '../../wire/effort.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import type { UpstreamProfile } from '../../wire/profile.ts';
import { jsonSchemaEnvelope, jsonWord } from '../../wire/response-format.ts';
import { singleLeadingSystem } from '../../wire/system-messages.ts';
import { type Families, familyOf } from './families.ts';

/** Thinking is an argument of the chat template. Source: opencode `transform.ts` (2026-08). */
const byTemplate: EffortRule = {
  allowed: ['none', 'high'],
  fields: effort => ({ chat_template_args: { enable_thinking: effort !== 'none' } }),
};

const families: Families<EffortRule> = [
  [/gpt-oss/, { allowed: ['low', 'medium', 'high'] }],
  [/kimi-k2-thinking/, { ...byTemplate, allowed: ['high'] }],
  [/kimi|glm|qwen|deepseek/, byTemplate],
];

/**
 * Open models on Baseten, `baseten/{vendor}/{Model}`.
 * @verified 2026-08 · opencode `transform.ts`
 * @open Error bodies, and the name of the token limit: `max_tokens` is sent.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/baseten/
 */
export function basetenProfile(model: string): UpstreamProfile {
  return {
    vendor: {
      keys: ['baseten'],
      options: {
        reasoningEffort: { wire: 'reasoning_effort' },
        chat_template_args: { wire: 'chat_template_args' },
        user: { wire: 'user' },
      },
    },
    supportedUrls: { 'image/*': [/^https?:\/\/.*$/] },
    lift: liftFiles({}),
    body: compose(
      dropFields(['verbosity']),
      reasoningEffort(familyOf(families, model, { allowed: [] })),
      textAsString,
      nullContentAsEmpty,
      singleLeadingSystem,
      jsonSchemaEnvelope(),
      jsonWord,
    ),
  };
}
