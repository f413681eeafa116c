import { geminiProfile } from './google.ts';
import type { Upstream } from './upstream.ts';

/**
 * Gemini on Vertex AI.
 * @verified 2026-08 · pydantic-ai 4fda389
 * @open The form of model ids on compat.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/vertex/
 */
export const googleVertexAI: Upstream = {
  name: 'google-vertex-ai',
  aliases: ['google-vertex'],
  compat: {},
  profile: model => geminiProfile(model, ['google', 'vertex'], false),
};
