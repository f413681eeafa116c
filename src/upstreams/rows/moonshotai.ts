import { bearer } from '../bearer.ts';
import { moonshotAIProfile } from '../profiles/moonshotai.ts';
import type { Upstream } from '../upstream.ts';

export const moonshotAI: Upstream = {
  name: 'moonshotai',
  bareIds: /^kimi/,
  rest: { prefix: 'moonshotai' },
  binding: { prefix: 'moonshotai' },
  keyHeader: bearer,
  profile: moonshotAIProfile,
};
