import { bearer } from '../bearer.ts';
import { groqProfile } from '../profiles/groq.ts';
import type { Upstream } from '../upstream.ts';

export const groq: Upstream = {
  name: 'groq',
  rest: { prefix: 'groq' },
  compat: { prefix: 'groq' },
  native: { segment: 'groq', paths: { chat: 'chat/completions' } },
  keyHeader: bearer,
  profile: groqProfile,
};
