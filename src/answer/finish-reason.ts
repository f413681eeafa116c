import type { AnswerRecord } from './answer-record.ts';
import type { DecidedFinish } from './spec-adapter.ts';

/** What decides how an answer ended. */
export interface AnswerFacts {
  readonly toolCalls: number;
  /** Requested JSON arrived as a call, or with one. */
  readonly jsonTool: boolean;
  readonly failed: boolean;
  readonly refused: boolean;
}

/** Reasons that the core does not know, in lower case, from Mistral, DeepSeek, Anthropic, Cohere and Gemini. */
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
 * (https://github.com/cloudflare/ai/issues/192), a JSON answer as a forced call, a refusal, Workers AI frames without
 * a reason, and a failed stream. `undefined` keeps the core's.
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
