/**
 * The result of a binding as a response. It is one already where `returnRawResponse` was honoured; the binding keeps
 * the options of its latest call, so another call in between may override ours (workerd 1.20260426.1, 2026-04).
 */
export function toResponse(result: unknown): Response {
  if (isResponse(result)) return result;
  if (isStream(result)) return new Response(result, { headers: { 'content-type': 'text/event-stream' } });
  return new Response(JSON.stringify(result), { headers: { 'content-type': 'application/json' } });
}

/** Cancels a result that is no longer awaited. */
export function cancelResult(result: unknown): void {
  const body = isResponse(result) ? result.body : isStream(result) ? result : null;
  body?.cancel().catch(() => undefined);
}

/** By its members: a binding may come from another realm. */
function isResponse(value: unknown): value is Response {
  return hasMethod(value, 'text') && hasMethod(value, 'json') && 'status' in value && 'headers' in value;
}

function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  return hasMethod(value, 'getReader');
}

function hasMethod(value: unknown, name: string): value is object {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function';
}
