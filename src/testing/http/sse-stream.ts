import { pause } from './pause.ts';

export interface SseStreamOptions {
  /** Texts sent one by one. */
  readonly frames: readonly string[];
  /** `cut` errors the body after the last frame. */
  readonly ending: 'done' | 'none' | 'cut';
  readonly delayMs: number;
  /** Bytes per read; absent: one read per frame. */
  readonly splitBytes?: number;
}

/** A chunk as it goes over the wire: objects are events, strings are sent raw. */
export function sseFrame(chunk: unknown): string {
  return typeof chunk === 'string' ? chunk : `data: ${JSON.stringify(chunk)}\n\n`;
}

/** A body that is produced as it is read, so a reader that stops stops the stream. */
export function sseStream(options: SseStreamOptions): ReadableStream<Uint8Array> {
  const reads = networkReads(options);
  const cancelled = new AbortController();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const read = reads.next();
        if (read.done) return end(controller, options.ending);
        try {
          await pause(options.delayMs, cancelled.signal);
        } catch {
          return;
        }
        controller.enqueue(read.value);
      },
      cancel: () => cancelled.abort(),
    },
    { highWaterMark: 0 },
  );
}

function end(controller: ReadableStreamDefaultController<Uint8Array>, ending: string): void {
  // The same error that fetch reports for a socket that closed early.
  if (ending === 'cut') controller.error(new TypeError('terminated'));
  else controller.close();
}

function* networkReads({ frames, ending, splitBytes }: SseStreamOptions): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const sent = ending === 'done' ? [...frames, 'data: [DONE]\n\n'] : frames;
  if (splitBytes === undefined) {
    for (const frame of sent) yield encoder.encode(frame);
    return;
  }
  const bytes = encoder.encode(sent.join(''));
  const size = Math.max(1, Math.floor(splitBytes));
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}
