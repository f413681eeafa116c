import { bearer } from '../bearer.ts';
import { anthropicProfile } from '../profiles/anthropic.ts';
import type { Upstream } from '../upstream.ts';

/**
 * The REST catalogue spells versions with a dot and answers 404/7003 to a dash (observed 2026-10); everything
 * on the gateway host, as Anthropic itself, spells them with a dash. Dated ids have one spelling.
 */
const dotted = (model: string): string => model.replace(/^(claude-[a-z-]+-\d+)-(\d{1,2})$/, '$1.$2');
const dashed = (model: string): string => model.replace(/^(claude-[a-z-]+-\d+)\.(\d+)/, '$1-$2');

/** Its native path speaks the Messages format, so a key of one's own travels through compat. */
export const anthropic: Upstream = {
  name: 'anthropic',
  bareIds: /^claude/,
  rest: { prefix: 'anthropic', spell: dotted },
  compat: { prefix: 'anthropic', spell: dashed },
  keyHeader: bearer,
  zeroDataRetention: true,
  profile: anthropicProfile,
};
