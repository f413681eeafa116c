import { bearer } from '../bearer.ts';
import { miniMaxProfile } from '../profiles/minimax.ts';
import type { Upstream } from '../upstream.ts';

export const miniMax: Upstream = {
  name: 'minimax',
  bareIds: /^minimax/,
  rest: { prefix: 'minimax' },
  binding: { prefix: 'minimax' },
  keyHeader: bearer,
  profile: miniMaxProfile,
};
