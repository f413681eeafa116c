import type { ResponseHead } from '../gateway/errors/exchange.ts';

/**
 * A successful response as the cores read one. They read its headers several times, which takes longer than anything
 * else here; these have been read once.
 */
export function coreResponse(head: ResponseHead, body: ReadableStream<Uint8Array>): Response {
  const headers = head.fields ?? new Map(Object.entries(head.headers));
  // A map is iterated and asked as headers are; the cores read no other member of a response.
  return { ok: true, status: head.status, headers, body } as object as Response;
}
