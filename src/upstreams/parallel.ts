import { portableProfile } from './portable-profile.ts';
import { bearer, type Upstream } from './upstream.ts';

export const parallel: Upstream = {
  name: 'parallel',
  compat: { prefix: 'parallel' },
  keyHeader: bearer,
  profile: () => portableProfile('max_tokens'),
};
