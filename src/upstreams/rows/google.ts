import { googleProfile } from '../profiles/google.ts';
import type { Upstream } from '../upstream.ts';

/**
 * One upstream with two names: `google/…` in the REST catalogue, `google-ai-studio/…` on the gateway host.
 * Its native path is the OpenAI-compatible surface of AI Studio.
 */
export const google: Upstream = {
  name: 'google',
  aliases: ['google-ai-studio'],
  bareIds: /^gemini/,
  rest: { prefix: 'google' },
  compat: { prefix: 'google-ai-studio' },
  native: {
    segment: 'google-ai-studio',
    paths: { chat: 'v1beta/openai/chat/completions', embeddings: 'v1beta/openai/embeddings' },
  },
  keyHeader: { name: 'x-goog-api-key' },
  profile: googleProfile,
};
