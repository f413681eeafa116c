import { bearer } from '../bearer.ts';
import { mistralProfile } from '../profiles/mistral.ts';
import type { Upstream } from '../upstream.ts';

export const mistral: Upstream = {
  name: 'mistral',
  bareIds: /^(?:mistral|magistral|codestral|ministral|devstral)/,
  compat: { prefix: 'mistral' },
  native: { segment: 'mistral', paths: { chat: 'v1/chat/completions', embeddings: 'v1/embeddings' } },
  keyHeader: bearer,
  profile: mistralProfile,
};
