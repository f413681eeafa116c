import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const moonshotAI: Upstream = {
  name: 'moonshotai',
  bareIds: /^kimi/,
  rest: { prefix: 'moonshotai' },
  keyHeader: bearer,
  profile: () => portableProfile('max_completion_tokens', 'moonshotai'),
};
