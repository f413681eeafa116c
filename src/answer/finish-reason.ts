import type { AnswerRecord } from './answer-record.ts';
import type { DecidedFinish } from './spec-adapter.ts';

/** What decides how an answer ended. */
export interface AnswerFacts {
  readonly toolCalls: number;
  /** Requested JSON arrived as a call, or with one. */
  readonly jsonTool: boolean;
  readonly failed: boolean;
}

/** Reasons in lower case, from OpenAI, Mistral, DeepSeek, Anthropic, Cohere and Gemini. */
const reasons: ReadonlyMap<string, DecidedFinish> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['model_length', 'length'],
  ['error', 'error'],
  ['insufficient_system_resource', 'error'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['complete', 'stop'],
  ['eos', 'stop'],
  ['tool_calls', 'tool-calls'],
  ['function_call', 'tool-calls'],
  ['tool_use', 'tool-calls'],
  ['tool_call', 'tool-calls'],
  ['content_filter', 'content-filter'],
  ['refusal', 'content-filter'],
  ['safety', 'content-filter'],
  ['error_toxic', 'content-filter'],
]);

/**
 * How an answer ended, the same on every core: by its own reason, except for calls reported as `stop`
 * (https://github.com/cloudflare/ai/issues/192), a JSON answer as a forced call, a refusal, Workers AI frames without a
 * reason, a failed stream, and `tool_calls` without a call.
 */
export function decideFinish(
  { toolCalls, jsonTool, failed }: AnswerFacts,
  record: AnswerRecord,
): DecidedFinish {
  if (failed) return 'error';
  const known = reasonOf(record.finishReason);
  if (known === 'error' || known === 'length' || known === 'content-filter') return known;
  if (record.extras.refusal !== '') return 'content-filter';
  if (toolCalls > 0) return 'tool-calls';
  if (known === undefined) return record.nativeFrames && record.finishReason === undefined ? 'stop' : 'other';
  if (known !== 'tool-calls') return known;
  const native = reasonOf(record.nativeFinish);
  return jsonTool ? 'stop' : native === undefined || native === known ? 'other' : native;
}

function reasonOf(reason: string | undefined): DecidedFinish | undefined {
  return reasons.get(reason?.toLowerCase() ?? '');
}
