import { portableProfile } from './portable-profile.ts';
import type { Upstream } from './upstream.ts';

export const parallel: Upstream = {
  name: 'parallel',
  compat: {},
  profile: () => portableProfile('max_tokens'),
};
