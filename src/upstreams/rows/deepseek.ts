import { bearer } from '../bearer.ts';
import { deepSeekProfile } from '../profiles/deepseek.ts';
import type { Upstream } from '../upstream.ts';

export const deepSeek: Upstream = {
  name: 'deepseek',
  bareIds: /^deepseek/,
  rest: { prefix: 'deepseek' },
  compat: { prefix: 'deepseek' },
  native: { segment: 'deepseek', paths: { chat: 'chat/completions' } },
  binding: { prefix: 'deepseek' },
  keyHeader: bearer,
  profile: deepSeekProfile,
};
