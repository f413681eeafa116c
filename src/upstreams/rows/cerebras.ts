import { bearer } from '../bearer.ts';
import { cerebrasProfile } from '../profiles/cerebras.ts';
import type { Upstream } from '../upstream.ts';

export const cerebras: Upstream = {
  name: 'cerebras',
  compat: { prefix: 'cerebras' },
  native: { segment: 'cerebras', paths: { chat: 'chat/completions' } },
  keyHeader: bearer,
  profile: cerebrasProfile,
};
