import { bearer } from '../bearer.ts';
import { cohereProfile } from '../profiles/cohere.ts';
import type { Upstream } from '../upstream.ts';

/** Its native path speaks Cohere's own format, so every call goes through compat. */
export const cohere: Upstream = {
  name: 'cohere',
  bareIds: /^command/,
  compat: { prefix: 'cohere' },
  keyHeader: bearer,
  profile: cohereProfile,
};
