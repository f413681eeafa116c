import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { reasoningEffort } from '../../wire/effort.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { jsonSchemaEnvelope, jsonWord } from '../../wire/response-format.ts';
import { snakeCase } from '../../wire/snake-case.ts';
import { singleLeadingSystem } from '../../wire/system-messages.ts';

/** Options of `@ai-sdk/fireworks` 1. */
const options: VendorOptionTable = {
  thinking: { wire: 'thinking', map: snakeCase },
  reasoningEffort: { wire: 'reasoning_effort' },
  reasoningHistory: { wire: 'reasoning_history' },
  promptCacheKey: { wire: 'prompt_cache_key' },
  serviceTier: { wire: 'service_tier' },
  parallelToolCalls: { wire: 'parallel_tool_calls' },
  user: { wire: 'user' },
};

/** Either of them, not both. */
const thinkingBeforeEffort: BodyStep = (body, context) =>
  body.thinking === undefined
    ? body
    : dropFields(['reasoning_effort'], () => '`thinking` was sent instead')(body, context);

/**
 * Models on Fireworks; their chat templates want one system message, first.
 * @verified 2026-08 · @ai-sdk/fireworks 3.0.62, litellm issue 39852
 * @open Whether all models can be told not to think by the effort `none`: it is sent.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/
 */
export function fireworksProfile(): UpstreamProfile {
  return {
    vendor: { keys: ['fireworks'], options },
    supportedUrls: { 'image/*': [/^https?:\/\/.*$/] },
    lift: liftFiles({}),
    body: compose(
      dropFields(['verbosity']),
      thinkingBeforeEffort,
      reasoningEffort({ allowed: ['none', 'low', 'medium', 'high'] }),
      textAsString,
      nullContentAsEmpty,
      singleLeadingSystem,
      jsonSchemaEnvelope(),
      jsonWord,
    ),
  };
}
