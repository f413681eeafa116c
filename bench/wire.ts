import { type Answer, completionFor, readsOf } from './canned.ts';

/** The `fetch` and the origin for a client's requests. */
export interface Wire {
  readonly fetch: typeof globalThis.fetch;
  readonly origin: string;
}

const json = { 'content-type': 'application/json', 'cf-aig-log-id': '019a7b3e-5f2c-7c41-9d3e-2b8f6a1c4e07' };
const sse = { ...json, 'content-type': 'text/event-stream' };
const nowhere = 'http://127.0.0.1:1';

/** Complete responses from memory, so that only the client's own work is measured. */
export function memoryCompletions(): Wire {
  const bodies = new Map<boolean, string>(
    [true, false].map(run => [run, completionFor(run ? '/ai/run/' : '/')]),
  );
  return {
    origin: nowhere,
    fetch: async url => new Response(bodies.get(String(url).includes('/ai/run/')), { headers: json }),
  };
}

interface Pace {
  /** Called before each read, with the number of reads so far. */
  readonly onRead?: (read: number) => void;
  /** Yields to the event loop before each read, as a network does. Otherwise all reads happen in one turn. */
  readonly turns?: boolean;
}

/** Streamed responses from memory. */
export function memoryStreams(answer: Answer, { onRead, turns = false }: Pace = {}): Wire {
  const parts = readsOf(answer);
  const body = (): ReadableStream<Uint8Array> => {
    let index = 0;
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      // Returns no promise unless it has to wait: a promise per read would affect the measurement.
      pull(controller) {
        if (turns) return new Promise(resolve => setImmediate(() => resolve(next(controller))));
        onRead?.(index);
        return next(controller);
      },
      cancel() {
        isCancelled = true;
      },
    });
    const next = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      if (isCancelled) return;
      const part = parts[index++];
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    };
    return stream;
  };
  return { origin: nowhere, fetch: async () => new Response(body(), { headers: sse }) };
}
