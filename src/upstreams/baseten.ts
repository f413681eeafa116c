import { compose, dropFields, namedOptions, when } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { nullContentAsEmpty, singleLeadingSystem, textAsString } from '../wire/messages.ts';
import type { UpstreamProfile } from '../wire/profile.ts';
import { type EffortRule, reasoningEffort } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { kimiCallIds } from '../wire/tool-call-ids.ts';
import { type Families, familyOf, type Upstream } from './upstream.ts';

/** Reasoning is an argument of the chat template. Source: opencode `transform.ts` (2026-08). */
const byTemplate: EffortRule = {
  allowed: 'none high',
  fields: effort => ({ chat_template_args: { enable_thinking: effort !== 'none' } }),
};

const families: Families<EffortRule> = [
  [/gpt-oss/, { allowed: 'low medium high' }],
  [/kimi-k2-thinking/, { ...byTemplate, allowed: 'high' }],
  [/kimi|glm|qwen|deepseek/, byTemplate],
];

function profile(model: string): UpstreamProfile {
  return {
    vendor: {
      keys: ['baseten'],
      options: namedOptions('reasoningEffort chat_template_args user'),
    },
    supportedUrls: imageURLs,
    preparePrompt: sendFiles({}),
    body: compose(
      dropFields('verbosity'),
      reasoningEffort(familyOf(families, model, { allowed: '' })),
      textAsString,
      when((_, { model }) => /kimi/i.test(model), kimiCallIds),
      nullContentAsEmpty,
      singleLeadingSystem,
      jsonSchemaEnvelope(),
      mentionJSON,
    ),
  };
}

/**
 * Open models on Baseten, `baseten/{vendor}/{Model}`.
 * @verified 2026-08 · opencode `transform.ts`
 * @open Error bodies, and `max_tokens` as the token limit.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/baseten/
 */
export const baseten: Upstream = {
  name: 'baseten',
  compat: {},
  native: { base: 'v1/' },
  profile,
};
