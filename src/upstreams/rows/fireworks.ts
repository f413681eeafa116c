import { bearer } from '../bearer.ts';
import { fireworksProfile } from '../profiles/fireworks.ts';
import type { Upstream } from '../upstream.ts';

export const fireworks: Upstream = {
  name: 'fireworks',
  native: { segment: 'fireworks', paths: { chat: 'chat/completions', embeddings: 'embeddings' } },
  keyHeader: bearer,
  profile: fireworksProfile,
};
