import { bearer } from '../bearer.ts';
import { googleVertexProfile } from '../profiles/google.ts';
import type { Upstream } from '../upstream.ts';

export const googleVertexAI: Upstream = {
  name: 'google-vertex-ai',
  aliases: ['google-vertex'],
  compat: { prefix: 'google-vertex-ai' },
  keyHeader: bearer,
  profile: googleVertexProfile,
};
