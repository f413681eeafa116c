import { bearer } from '../bearer.ts';
import { perplexityProfile } from '../profiles/perplexity.ts';
import type { Upstream } from '../upstream.ts';

/** REST knows it but sells nothing of it (402/2021, "use BYOK"), so it goes to compat. */
export const perplexity: Upstream = {
  name: 'perplexity',
  aliases: ['perplexity-ai'],
  bareIds: /^sonar/,
  compat: { prefix: 'perplexity' },
  native: { segment: 'perplexity-ai', paths: { chat: 'chat/completions' } },
  keyHeader: bearer,
  profile: perplexityProfile,
};
