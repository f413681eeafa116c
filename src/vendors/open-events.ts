import { cancelledBy } from '../answer/stream/open-response.ts';
import { readText, readToFirstByte } from '../bodies.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { parseJSON } from '../json-values.ts';
import type { VendorCall } from './vendor-call.ts';

/**
 * Opens the response to a streaming request. A body that is one JSON error becomes that error. A body that breaks off
 * ends instead, and the call keeps why: packages throw away what they have read when a body fails.
 */
export async function openEvents(response: Response, call: VendorCall): Promise<Response> {
  if (response.body === null) return response;
  const { signal, record, exchange } = call;
  const reader = cancelledBy(signal, response.body.getReader());
  const { chunks, first } = await readToFirstByte(reader);
  signal?.throwIfAborted();
  const { status, statusText, headers } = response;
  if (first === openingBrace || first === openingBracket) {
    const text = await readText(reader, chunks);
    signal?.throwIfAborted();
    const value = parseJSON(text);
    if (readErrorEnvelope(value) !== undefined)
      throw endedBy(exchange, toAPICallError(exchange, { text, value }));
    call.watch.ended = true;
    return new Response(text, { status, statusText, headers });
  }
  const next = async (): Promise<Uint8Array | undefined> => chunks.shift() ?? (await reader.read()).value;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const value = await next().catch(error => {
          record.cut = error;
          return undefined;
        });
        if (signal?.aborted) return controller.error(signal.reason);
        call.watch.push(value);
        if (value === undefined) controller.close();
        else controller.enqueue(value);
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status, statusText, headers });
}

const openingBrace = 0x7b;
const openingBracket = 0x5b;
