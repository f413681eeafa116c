import { portableProfile } from './portable-profile.ts';
import type { Upstream } from './upstream.ts';

/** Its native path requires AWS signatures; compat accepts a stored key or an API key. */
export const awsBedrock: Upstream = {
  name: 'aws-bedrock',
  aliases: ['bedrock'],
  compat: {},
  profile: () => portableProfile('max_tokens', 'bedrock'),
};
