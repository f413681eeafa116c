import { leakedCall } from '../../wire/leaked-call.ts';
import type { RecoveredAnswer } from '../../wire/profile.ts';
import type { WireBody } from '../../wire/wire-body.ts';

/**
 * Groq checks a tool call before it answers, and refuses its own model's call with `tool_use_failed` (400) where
 * the format is off; the call stands in `failed_generation`, as JSON or in Llama's tags. It is rebuilt where it
 * names a declared tool; its arguments go to the SDK as they are, which knows how to repair them.
 * @see https://github.com/vercel/ai/issues/6916
 */
export function recoverToolCall(body: unknown, sent: WireBody): RecoveredAnswer | undefined {
  const generation = failedGeneration(body);
  if (generation === undefined) return undefined;
  const names = (sent.tools ?? []).map(tool => tool.function.name);
  const call = leakedCall(generation, names) ?? taggedCall(generation, names);
  if (call === undefined) return undefined;
  const toolCall = { id: 'call_recovered', type: 'function', function: call };
  const message = { role: 'assistant', content: null, tool_calls: [toolCall] };
  return {
    completion: { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] },
    warning: {
      type: 'other',
      message: 'Groq refused a malformed tool call of the model; it was rebuilt from `failed_generation`.',
    },
  };
}

function failedGeneration(body: unknown): string | undefined {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'tool_use_failed')
    return undefined;
  return 'failed_generation' in error && typeof error.failed_generation === 'string'
    ? error.failed_generation
    : undefined;
}

/** `<function=getWeather{"city":"Paris"}</function>`, with or without `>` after the name. */
function taggedCall(text: string, names: readonly string[]): { name: string; arguments: string } | undefined {
  const match = /<function=([\w-]+)>?\s*(\{[\s\S]*\})\s*(?:<\/function>)?\s*$/.exec(text);
  const [, name = '', input = ''] = match ?? [];
  return names.includes(name) ? { name, arguments: input } : undefined;
}
