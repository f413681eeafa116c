import type { AnswerRecord } from './answer-record.ts';
import type { DecidedFinish } from './spec-adapter.ts';

/** Reasons in lower case, from OpenAI, Mistral, DeepSeek, Anthropic, Cohere, Gemini, Z.ai, vLLM and Hugging Face. */
const names: Readonly<Partial<Record<DecidedFinish, string>>> = {
  stop: 'stop end_turn stop_sequence complete eos eos_token',
  length: 'length max_tokens max_output_tokens model_length model_context_window_exceeded',
  error:
    'error insufficient_system_resource malformed_function_call function_call_filter network_error abort',
  'tool-calls': 'tool_calls function_call tool_use tool_call',
  'content-filter':
    'content_filter refusal safety error_toxic recitation blocklist prohibited_content spii image_safety image_recitation image_prohibited_content sensitive',
};

/**
 * How an answer ended, the same on every core: by its own reason, except for calls reported as `stop`
 * (https://github.com/cloudflare/ai/issues/192), a JSON answer as a forced call, a refusal, Workers AI frames and whole
 * answers without a reason, and `tool_calls` without a call.
 * @param json whether JSON was requested: it may arrive as a call, or with one
 */
export function decideFinish(record: AnswerRecord, toolCalls: number, json: boolean): DecidedFinish {
  const { finishReason, nativeFrames, whole, nativeFinish } = record;
  const known = reasonOf(finishReason);
  if (known === 'error' || known === 'length' || known === 'content-filter') return known;
  if (record.refused) return 'content-filter';
  if (toolCalls > 0) return 'tool-calls';
  if (known === undefined) return (nativeFrames || whole) && finishReason === undefined ? 'stop' : 'other';
  if (known !== 'tool-calls') return known;
  if (json) return 'stop';
  const native = reasonOf(nativeFinish);
  return native === undefined || native === known ? 'other' : native;
}

/** Gemini's may have its own behind it: `content_filter: PROHIBITED_CONTENT`. */
export function reasonOf(reason: string | undefined): DecidedFinish | undefined {
  const [wanted = ''] = reason?.toLowerCase().split(':', 1) ?? [];
  // The keys of the table are such reasons.
  return Object.entries(names).find(([, all]) => all.split(' ').includes(wanted))?.[0] as
    | DecidedFinish
    | undefined;
}
