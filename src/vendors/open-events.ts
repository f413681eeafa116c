import { readBeginning } from '../answer/stream/open-response.ts';
import type { EventText } from '../answer/stream/sse-reader.ts';
import { type BodySource, readOf } from '../bodies.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { withBody } from '../responses.ts';
import type { VendorCall } from './vendor-call.ts';

const encoder = /* @__PURE__ */ new TextEncoder();

type BytesRead = ReturnType<BodySource['read']>;

const blankData = /^data: ?(?:"")?\n/gm;

/**
 * Opens the response to a streaming request. A body that is one JSON value becomes an error: packages find no event in
 * it, and end without content. A body that breaks off ends instead, and the call keeps why: packages throw away what
 * they have read when a body fails.
 * @throws the typed error of a body that is not a stream
 */
export async function openEvents(response: Response, call: VendorCall): Promise<Response> {
  if (response.body === null) return response;
  const { signal, record, exchange } = call;
  const events = await readBeginning(response.body, signal, record);
  if (typeof events === 'string') throw endedBy(exchange, toAPICallError(exchange, { text: events }));
  let isOver = false;
  // Chained: an `async` function with a loop takes 0.5 µs an event longer (Node 20.20, 2026-12).
  const read = (): BytesRead => (isOver ? Promise.resolve(readOf(undefined)) : events.next().then(taken));
  const taken = ({ text, ended, bytes }: EventText): BytesRead | Awaited<BytesRead> => {
    isOver = ended !== false;
    record.read(text, !isOver);
    // Packages take a sign of life without data for broken JSON (caozhiyuan/copilot-api#88).
    const kept = text.replace(blankData, '');
    if (kept !== '') return readOf((kept === text && bytes) || encoder.encode(kept));
    return read();
  };
  call.cancelBody = reason => events.cancel(reason);
  return withBody(response, { read, cancel: call.cancelBody }, exchange.response?.fields);
}
