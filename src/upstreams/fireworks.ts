import { compose, dropFields, namedOptions, snakeCase, when } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import type { UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { reasoningEffort } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON } from '../wire/response-format.ts';
import { kimiCallIds } from '../wire/tool-call-ids.ts';
import { coreWires, type Upstream } from './upstream.ts';

/** Options of `@ai-sdk/fireworks` 1. */
const options: VendorOptionTable = {
  ...namedOptions('reasoningEffort reasoningHistory promptCacheKey serviceTier parallelToolCalls user'),
  thinking: { wire: 'thinking', map: snakeCase },
};

/** Fireworks accepts one of them. */
const thinkingBeforeEffort = when(
  body => body.thinking !== undefined,
  dropFields('reasoning_effort', '`thinking` was sent instead.'),
);

function profile(model: string): UpstreamProfile {
  return {
    vendor: { keys: ['fireworks'], options },
    supportedUrls: imageURLs,
    preparePrompt: sendFiles({}),
    body: compose(
      dropFields('verbosity'),
      thinkingBeforeEffort,
      reasoningEffort('none low medium high'),
      plainContent,
      /kimi/i.test(model) && kimiCallIds,
      singleLeadingSystem,
      jsonSchemaEnvelope(),
      mentionJSON,
    ),
  };
}

/**
 * Models on Fireworks. Their chat templates require one system message, first.
 * @verified 2026-11 · @ai-sdk/fireworks 3.0.62, litellm issue 39852
 * @open The effort `none` is sent to all models.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/
 */
export const fireworks: Upstream = {
  name: 'fireworks',
  native: { wires: coreWires },
  api: {
    create: 'createFireworks',
    baseURL: 'https://api.fireworks.ai/inference/v1',
    replaces: true,
  },
  profile,
};
