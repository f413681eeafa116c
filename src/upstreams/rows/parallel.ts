import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const parallel: Upstream = {
  name: 'parallel',
  compat: { prefix: 'parallel' },
  keyHeader: bearer,
  profile: () => portableProfile('max_tokens'),
};
