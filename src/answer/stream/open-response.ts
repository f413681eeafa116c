import { toAPICallError } from '../../gateway/errors/classify.ts';
import { type Exchange, endedBy } from '../../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../../gateway/errors/read-envelope.ts';
import { type JSONRecord, parseJSON } from '../../json-values.ts';
import { type AnswerRecord, recordAnswer } from '../answer-record.ts';
import { repairCompletion } from '../repair.ts';
import type { AroundCore } from './around-core.ts';
import { SSEReader } from './sse-reader.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Opens the response to a streaming request by its first byte: a JSON body is recognised by it, whatever the content
 * type; anything else is read as a stream of events.
 */
export function responseOpener(
  exchange: Exchange,
  record: AnswerRecord,
  signal: AbortSignal | undefined,
  around: AroundCore,
) {
  return async (response: Response): Promise<Response> => {
    if (response.body === null) return response;
    const reader = cancelledBy(signal, response.body.getReader());
    const { chunks, first } = await readToFirstByte(reader);
    signal?.throwIfAborted();
    if (first !== openingBrace && first !== openingBracket) {
      const handlers = {
        cut: (error: unknown) => {
          record.cut = error;
        },
        done: () => {
          record.done = true;
        },
      };
      const tools = Array.isArray(Object(exchange.requestBody).tools);
      return withBody(response, around.body(new SSEReader(reader, chunks, signal, handlers), tools));
    }
    const text = await readAll(reader, chunks);
    signal?.throwIfAborted();
    const value = parseJSON(text);
    const completion = readErrorEnvelope(value) === undefined ? repairCompletion(value) : undefined;
    if (completion === undefined) throw endedBy(exchange, toAPICallError(exchange, { text, value }));
    recordAnswer(record, value);
    const { status, statusText, headers } = response;
    return new Response(completionEvents(completion), { status, statusText, headers });
  };
}

/**
 * A whole answer as the events of a stream. Guardrails and some Workers AI models answer a streaming request with one
 * JSON body, and no stream is requested where the model cannot stream a schema.
 */
function completionEvents(completion: JSONRecord): string {
  const { choices, usage, ...rest } = completion;
  const [choice] = Array.isArray(choices) ? (choices as JSONRecord[]) : [];
  const message = (choice?.message ?? {}) as JSONRecord;
  const calls = Array.isArray(message.tool_calls) ? (message.tool_calls as JSONRecord[]) : [];
  const delta = {
    ...message,
    ...(calls.length > 0 && { tool_calls: calls.map((call, index) => ({ index, ...call })) }),
  };
  const frames = [
    { ...rest, choices: [{ index: 0, delta, finish_reason: null }] },
    {
      ...rest,
      choices: [{ index: 0, delta: {}, finish_reason: choice?.finish_reason ?? 'stop' }],
      usage,
    },
  ];
  return `${frames.map(frame => `data: ${JSON.stringify(frame)}\n\n`).join('')}data: [DONE]\n\n`;
}

/** A response with another body. Another response would copy the headers, which takes longer than a chunk does. */
function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  return new Proxy(response, {
    get(target, key) {
      if (key === 'body') return body;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const openingBrace = 0x7b;
const openingBracket = 0x5b;

/** Ends a body with the caller's abort, even if a custom `fetch` does not: reads then report `done`. */
function cancelledBy(signal: AbortSignal | undefined, reader: Reader): Reader {
  if (signal === undefined) return reader;
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  const release = (): void => signal.removeEventListener('abort', cancel);
  reader.closed.then(release, release);
  return reader;
}

async function readToFirstByte(reader: Reader): Promise<{ chunks: Uint8Array[]; first: number | undefined }> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, first: undefined };
    chunks.push(value);
    const first = value.find(byte => !isBlank(byte));
    if (first !== undefined) return { chunks, first };
  }
}

/** White space, and the bytes of a byte order mark. */
function isBlank(byte: number): boolean {
  return byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf;
}

async function readAll(reader: Reader, chunks: readonly Uint8Array[]): Promise<string> {
  const decoder = new TextDecoder();
  let text = chunks.map(chunk => decoder.decode(chunk, { stream: true })).join('');
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
