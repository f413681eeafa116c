import { type Answer, completionFor, readsOf } from './canned.ts';

/** What a client sends its requests over, and where to. */
export interface Wire {
  readonly fetch: typeof globalThis.fetch;
  readonly origin: string;
}

const json = { 'content-type': 'application/json', 'cf-aig-log-id': '019a7b3e-5f2c-7c41-9d3e-2b8f6a1c4e07' };
const sse = { ...json, 'content-type': 'text/event-stream' };
const nowhere = 'http://127.0.0.1:1';

/** Whole answers from memory: what is left is the client's own work. */
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
  /** Called with the number of reads so far, before each. */
  readonly onRead?: (read: number) => void;
  /** Lets the event loop turn before each read, as a network does; without it all is done in one turn. */
  readonly turns?: boolean;
}

/** Streamed answers from memory. */
export function memoryStreams(answer: Answer, { onRead, turns = false }: Pace = {}): Wire {
  const parts = readsOf(answer);
  const body = (): ReadableStream<Uint8Array> => {
    let index = 0;
    const stream = new ReadableStream<Uint8Array>({
      // Nothing is returned where nothing is waited for: a promise a read would count.
      pull(controller) {
        if (turns) return new Promise(resolve => setImmediate(() => resolve(next(controller))));
        onRead?.(index);
        return next(controller);
      },
    });
    const next = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      const part = parts[index++];
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    };
    return stream;
  };
  return { origin: nowhere, fetch: async () => new Response(body(), { headers: sse }) };
}
