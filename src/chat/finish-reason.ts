import type { AnswerRecord } from '../answer/answer-record.ts';
import type { DecidedFinish } from './spec-adapter.ts';

/** What a finished answer contains, as far as it decides how it ended. */
export interface AnswerFacts {
  readonly toolCalls: number;
  /** JSON that was asked for came as a call, or with one. */
  readonly jsonTool: boolean;
  readonly failed: boolean;
  readonly refused: boolean;
}

/** Reasons that the core does not know, in lower case: of Mistral, DeepSeek, Anthropic, Cohere and Gemini. */
const reasons: ReadonlyMap<string, DecidedFinish> = new Map([
  ['stop', 'stop'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['error', 'error'],
  ['insufficient_system_resource', 'error'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['complete', 'stop'],
  ['eos', 'stop'],
  ['tool_use', 'tool-calls'],
  ['tool_call', 'tool-calls'],
  ['refusal', 'content-filter'],
  ['safety', 'content-filter'],
  ['error_toxic', 'content-filter'],
]);

/**
 * The finish reason where the upstream's own is wrong or missing: calls reported as `stop`
 * (https://github.com/cloudflare/ai/issues/192), a JSON answer that came as a forced call, a refusal, Workers AI
 * frames that have none, and a failed stream. `undefined` leaves it as it is.
 */
export function decideFinish(
  reported: string,
  facts: AnswerFacts,
  record: AnswerRecord,
): DecidedFinish | undefined {
  if (facts.failed) return 'error';
  const known = reasons.get(record.finishReason?.toLowerCase() ?? '');
  if (known === 'error' || known === 'length') return known;
  if (facts.refused) return 'content-filter';
  if (facts.toolCalls > 0 && (known === 'stop' || /^(?:stop|unknown|other)$/.test(reported)))
    return 'tool-calls';
  if (facts.jsonTool && (known === 'tool-calls' || reported === 'tool-calls') && facts.toolCalls === 0)
    return 'stop';
  if (known !== undefined) return known;
  if (record.nativeFrames && record.finishReason === undefined) return 'stop';
  return reported === 'unknown' && record.finishReason ? 'other' : undefined;
}
