import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const miniMax: Upstream = {
  name: 'minimax',
  bareIds: /^minimax/,
  rest: { prefix: 'minimax' },
  keyHeader: bearer,
  profile: () => portableProfile('max_tokens', 'minimax'),
};
