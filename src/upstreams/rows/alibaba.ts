import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const alibaba: Upstream = {
  name: 'alibaba',
  bareIds: /^qwen/,
  rest: { prefix: 'alibaba' },
  keyHeader: bearer,
  profile: () => portableProfile('max_tokens', 'alibaba'),
};
