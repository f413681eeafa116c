import { isStream } from '../../bodies.ts';
import { isResponse } from '../../responses.ts';

/**
 * The result of a binding as a response. It is one already where `returnRawResponse` was honoured; the binding keeps
 * the options of its latest call, so another call in between may override ours (workerd 1.20260426.1, 2026-04).
 */
export function toResponse(result: unknown): Response {
  if (isResponse(result)) return result;
  if (ArrayBuffer.isView(result) || String(result) === '[object ArrayBuffer]')
    return new Response(result as BodyInit);
  if (isStream(result)) return new Response(result, { headers: { 'content-type': 'text/event-stream' } });
  return new Response(JSON.stringify(result), { headers: { 'content-type': 'application/json' } });
}
