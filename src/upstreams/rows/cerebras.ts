import { bearer } from '../bearer.ts';
import { portableProfile } from '../profiles/portable.ts';
import type { Upstream } from '../upstream.ts';

export const cerebras: Upstream = {
  name: 'cerebras',
  compat: { prefix: 'cerebras' },
  native: { segment: 'cerebras', paths: { chat: 'chat/completions' } },
  keyHeader: bearer,
  profile: () => portableProfile('max_completion_tokens', 'cerebras'),
};
