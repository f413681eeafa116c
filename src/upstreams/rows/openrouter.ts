import { bearer } from '../bearer.ts';
import { openRouterProfile } from '../profiles/openrouter.ts';
import type { Upstream } from '../upstream.ts';

/** Not among the providers documented for compat; its page prints this native path. */
export const openRouter: Upstream = {
  name: 'openrouter',
  native: { segment: 'openrouter', paths: { chat: 'chat/completions' } },
  keyHeader: bearer,
  profile: openRouterProfile,
};
