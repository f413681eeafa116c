import { cancelledBy } from '../answer/stream/open-response.ts';
import { readText, readToFirstByte } from '../bodies.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import type { VendorCall } from './vendor-call.ts';
import { noStreamError } from './vendor-error.ts';

/**
 * Opens the response to a streaming request. A body that is one JSON value becomes an error: packages find no event in
 * it, and end without content. A body that breaks off ends instead, and the call keeps why: packages throw away what
 * they have read when a body fails.
 * @throws the typed error of a body that is not a stream
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
    throw endedBy(exchange, noStreamError(exchange, text));
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let value: Uint8Array | undefined;
        try {
          value = chunks.shift() ?? (await reader.read()).value;
        } catch (error) {
          record.cut = error;
        }
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
