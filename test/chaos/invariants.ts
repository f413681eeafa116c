import { answerRules } from './answer-rules.ts';
import { repeatRules } from './repeat-rules.ts';
import type { Rules } from './rule.ts';
import { streamRules } from './stream-rules.ts';

/** What must hold for every call, whatever happened to it. */
export const invariants: Rules = { ...answerRules, ...streamRules, ...repeatRules };
