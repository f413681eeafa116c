import type { BrokenParts, PartMap, ReadParts } from './pull-stream.ts';

/** A stream part of any specification, as far as this step looks into it. */
interface BeginningPart {
  readonly type: string;
}

/** How a stream has failed so far. */
export interface StreamEnd {
  readonly error: unknown;
  readonly mayGoOn: boolean;
}

/** Parts that come before an answer, and still do where there will be none. */
const preliminary: readonly string[] = ['stream-start', 'response-metadata', 'raw'];

/**
 * Reads a stream up to the first part of its answer, so that a call which fails before it rejects, and can be made
 * again, instead of ending in an `error` part that nothing retries.
 * @param failure the error that decides, and whether an answer may follow it all the same
 * @returns what was read; after it the same reader goes on
 * @throws what the `error` part of a stream holds that has nothing else, or what `broken` throws
 */
export async function beginStream<PART extends BeginningPart>(
  reader: ReadableStreamDefaultReader<PART>,
  map: PartMap<PART>,
  broken: BrokenParts<PART>,
  failure: () => StreamEnd,
): Promise<ReadParts<PART>> {
  const parts: PART[] = [];
  for (;;) {
    const read = await nextParts(reader, map, broken);
    parts.push(...read.parts);
    const finished = read.ended || read.parts.some(({ type }) => type === 'finish');
    if (parts.some(({ type }) => isContent(type))) return { parts, ended: read.ended };
    if (parts.some(({ type }) => type === 'error')) {
      const { error, mayGoOn } = failure();
      if (finished || !mayGoOn) {
        reader.cancel(error).catch(() => undefined);
        throw error;
      }
    }
    if (finished) return { parts, ended: read.ended };
  }
}

async function nextParts<PART>(
  reader: ReadableStreamDefaultReader<PART>,
  map: PartMap<PART>,
  broken: BrokenParts<PART>,
): Promise<ReadParts<PART>> {
  try {
    const { done, value } = await reader.read();
    if (done) return { parts: [], ended: true };
    const mapped = map(value);
    return { parts: Array.isArray(mapped) ? (mapped as readonly PART[]) : [mapped as PART], ended: false };
  } catch (error) {
    reader.cancel(error).catch(() => undefined);
    return { parts: broken(error), ended: true };
  }
}

function isContent(type: string): boolean {
  return type !== 'error' && type !== 'finish' && !preliminary.includes(type);
}
