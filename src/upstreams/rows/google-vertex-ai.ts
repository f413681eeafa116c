import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const googleVertexAI: Upstream = {
  name: 'google-vertex-ai',
  aliases: ['google-vertex'],
  compat: { prefix: 'google-vertex-ai' },
  keyHeader: bearer,
  profile: () => portableProfile('max_tokens', 'google'),
};
