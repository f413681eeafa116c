import type { AnswerRecord } from '../answer/answer-record.ts';
import type { DecidedFinish } from './spec-adapter.ts';

/** What a finished answer contains, as far as it decides how it ended. */
export interface AnswerFacts {
  readonly toolCalls: number;
  readonly jsonTool: boolean;
  readonly failed: boolean;
}

/** Reasons that the core does not know. @see https://docs.mistral.ai/api and https://api-docs.deepseek.com */
const reasons: ReadonlyMap<string | undefined, DecidedFinish> = new Map([
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['error', 'error'],
  ['insufficient_system_resource', 'error'],
]);

/**
 * The finish reason where the upstream's own is wrong or missing: calls reported as `stop`
 * (https://github.com/cloudflare/ai/issues/192), a JSON answer that came as a forced call, Workers AI frames
 * that have none, and a failed stream. `undefined` leaves it as it is.
 */
export function decideFinish(
  reported: string,
  facts: AnswerFacts,
  record: AnswerRecord,
): DecidedFinish | undefined {
  const known = facts.failed ? 'error' : reasons.get(record.finishReason);
  if (known !== undefined) return known;
  if (facts.toolCalls > 0)
    return reported === 'stop' || reported === 'unknown' || reported === 'other' ? 'tool-calls' : undefined;
  if (facts.jsonTool && reported === 'tool-calls') return 'stop';
  if (record.nativeFrames && record.finishReason === undefined) return 'stop';
  return reported === 'unknown' && record.finishReason ? 'other' : undefined;
}
