import { compose, dropFields, namedOptions } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import type { UpstreamProfile } from '../wire/profile.ts';
import { reasoningEffort } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { kimiCallIds } from '../wire/tool-call-ids.ts';
import { families } from './families.ts';
import type { Upstream } from './upstream.ts';

/** For some, reasoning is an argument of the chat template. Source: opencode `transform.ts` (2026-08). */
const familyOf = families<'template'>([
  'gpt-oss: low medium high',
  'kimi-k2-thinking: high template',
  'kimi.* glm.* qwen.* deepseek.*: none high template',
]);

const byTemplate = (effort: string) => ({ chat_template_args: { enable_thinking: effort !== 'none' } });

function profile(model: string): UpstreamProfile {
  const { efforts, has } = familyOf(model);
  return {
    vendor: {
      keys: ['baseten'],
      options: namedOptions('reasoningEffort chat_template_args user'),
    },
    supportedUrls: imageURLs,
    preparePrompt: sendFiles({}),
    body: compose(
      dropFields('verbosity'),
      reasoningEffort(efforts, has('template') && byTemplate),
      plainContent,
      /kimi/i.test(model) && kimiCallIds,
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
