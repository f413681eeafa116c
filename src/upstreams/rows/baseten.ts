import { bearer } from '../bearer.ts';
import { basetenProfile } from '../profiles/baseten.ts';
import type { Upstream } from '../upstream.ts';

export const baseten: Upstream = {
  name: 'baseten',
  compat: { prefix: 'baseten' },
  native: { segment: 'baseten', paths: { chat: 'v1/chat/completions' } },
  keyHeader: bearer,
  profile: basetenProfile,
};
