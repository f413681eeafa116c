import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const deepSeek: Upstream = {
  name: 'deepseek',
  bareIds: /^deepseek/,
  rest: { prefix: 'deepseek' },
  compat: { prefix: 'deepseek' },
  native: { segment: 'deepseek', paths: { chat: 'chat/completions' } },
  keyHeader: bearer,
  profile: () => portableProfile('max_tokens', 'deepseek'),
};
