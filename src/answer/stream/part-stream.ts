/** A stream part of any specification. */
export interface AnyPart {
  readonly type: string;
}

/** A stream part whose fields are read. */
export type StreamPart = AnyPart & { readonly [key: string]: unknown };

/** One part, or none, or several. */
export type Parts = StreamPart | readonly StreamPart[];

/** What a stream has given, and whether that was all. */
export interface ReadParts<PART> {
  readonly parts: readonly PART[];
  readonly ended: boolean;
}

/** How a stream is passed on. */
export interface PartMapper<PART> {
  /** A part becomes none, one or several. */
  readonly map: (part: PART) => PART | readonly PART[];
  /** The parts that end a stream whose source failed. What it throws, the stream fails with. */
  readonly broken: (error: unknown) => readonly PART[];
}

/**
 * Parts that come before the content, and also where there will be none. `@ai-sdk/anthropic` 4 writes `custom` at the
 * start of a message (4.0.105, 2026-11).
 */
const preliminary: readonly string[] = ['stream-start', 'response-metadata', 'raw', 'custom'];

/**
 * Reads a stream up to its first content, so that a call which fails before rejects and can be retried, rather than
 * ending in an `error` part that nothing retries.
 * @param failed decides on an `error` part without content: throws unless the answer may follow
 * @returns what was read, including an end without any content
 */
export async function readToContent<PART extends AnyPart>(
  read: () => Promise<ReadParts<PART>>,
  failed: (finished: boolean) => void,
): Promise<ReadParts<PART>> {
  const parts: PART[] = [];
  for (;;) {
    const { parts: next, ended } = await read();
    parts.push(...next);
    const has = (matches: (type: string) => boolean): boolean => parts.some(({ type }) => matches(type));
    const finished = ended || has(type => type === 'finish');
    if (has(isContent)) return { parts, ended };
    if (has(type => type === 'error')) failed(finished);
    if (finished) return { parts, ended };
  }
}

/** Whether a part shows that the answer has begun. */
function isContent(type: string): boolean {
  return type !== 'error' && type !== 'finish' && !preliminary.includes(type);
}

/** Without a copy: `flat` takes several times as long. */
export function listOf<PART>(parts: PART | readonly PART[]): readonly PART[] {
  return Array.isArray(parts) ? (parts as readonly PART[]) : [parts as PART];
}

/** The next parts of a stream, mapped. A failed source is cancelled. */
export async function readParts<PART>(
  reader: ReadableStreamDefaultReader<PART>,
  { map, broken }: PartMapper<PART>,
): Promise<ReadParts<PART>> {
  try {
    const { done, value } = await reader.read();
    if (done) return { parts: [], ended: true };
    return { parts: listOf(map(value)), ended: false };
  } catch (error) {
    reader.cancel(error).catch(() => undefined);
    return { parts: broken(error), ended: true };
  }
}

/** A stream, and how it is given what was read before it. */
interface OpenedStream<PART> {
  readonly stream: ReadableStream<PART>;
  readonly begin: (begun: ReadParts<PART>) => void;
}

/** A stream that reads when it is read, without the queue of a TransformStream. */
export function streamOf<PART>(
  read: () => Promise<ReadParts<PART>>,
  cancel: (reason: unknown) => Promise<void>,
): OpenedStream<PART> {
  let controller: ReadableStreamDefaultController<PART>;
  const begin = ({ parts, ended }: ReadParts<PART>): void => {
    for (const part of parts) controller.enqueue(part);
    if (ended) controller.close();
  };
  // Chained, since an `async` function takes a promise more for each part.
  const pull = (): Promise<void> =>
    read().then(next => {
      begin(next);
      return next.ended || next.parts.length > 0 ? undefined : pull();
    });
  const stream = new ReadableStream<PART>(
    {
      start(given) {
        controller = given;
      },
      pull,
      cancel,
    },
    // Reads nothing before it is asked: back-pressure reaches the network.
    { highWaterMark: 0 },
  );
  return { stream, begin };
}
