import type { LegIdentity } from './leg.ts';
import { legError } from './leg-failure.ts';

/** A stream part of any specification, as far as a fallback looks into it. */
export interface PartLike {
  readonly type: string;
}

/** A stream that has content: what was read of it, and the reader for the rest. */
export interface OpenedStream<PART> {
  readonly parts: readonly PART[];
  readonly reader: ReadableStreamDefaultReader<PART>;
}

/** Parts that come before an answer, and still do where there will be none. */
const preliminary: readonly string[] = ['stream-start', 'response-metadata', 'raw'];

/**
 * Reads a stream up to its first content: until then nothing has been shown, and another leg can take over.
 * @throws what an `error` part holds, what a read rejects with, or an error for a stream that ends empty
 */
export async function openLegStream<PART extends PartLike>(
  stream: ReadableStream<PART>,
  leg: LegIdentity,
  signal: AbortSignal | undefined,
): Promise<OpenedStream<PART>> {
  const reader = stream.getReader();
  const cancel = (reason: unknown): void => void reader.cancel(reason).catch(() => undefined);
  // A stream that does not look at its signal would go on for nobody.
  const aborted = (): void => cancel(signal?.reason);
  if (signal?.aborted) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });
  const parts: PART[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw legError(leg, 'stream-truncated', 'The stream ended before anything was in it.');
      if (value.type === 'error') throw Reflect.get(value, 'error');
      parts.push(value);
      if (!preliminary.includes(value.type)) return { parts, reader };
    }
  } catch (error) {
    cancel(error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', aborted);
  }
}
