import { joinBytes } from './join-bytes.ts';

/** Longer than the closing event with what may stand around it. */
const WINDOW = 32;

const capitalD = 0x44;
const closing = [...'[DONE]'].map(character => character.charCodeAt(0));
const field = [...'data:'].map(character => character.charCodeAt(0));

/**
 * Finds the event that closes a stream, `data: [DONE]`, wherever reads split it.
 * @returns for each read, the index behind the event, or -1 where it has none
 */
export function closingEventFinder(): (read: Uint8Array) => number {
  let before: Uint8Array = new Uint8Array();
  return read => {
    const last = before.at(-1);
    const atLineStart = last === undefined || isLineEnd(last);
    // Only a line that began in an earlier read can be split between the two.
    const split = atLineStart ? -1 : endOfSplit(before, read);
    const end = split === -1 ? endOf(read, atLineStart) : split;
    before = lastBytes(before, read);
    return end;
  };
}

function endOfSplit(before: Uint8Array, read: Uint8Array): number {
  const known = before.subarray(-WINDOW);
  const end = endOf(joinBytes([known, read.subarray(0, WINDOW)]), known.length === before.length);
  return end === -1 ? -1 : end - known.length;
}

/** Searched by a letter that is rare in JSON, which the engine does faster than a loop does. */
function endOf(bytes: Uint8Array, atLineStart: boolean): number {
  for (let at = bytes.indexOf(capitalD); at !== -1; at = bytes.indexOf(capitalD, at + 1)) {
    const start = at - 1;
    if (matches(bytes, start, closing) && isField(bytes, start, atLineStart)) return start + closing.length;
  }
  return -1;
}

/** Whether `data:` stands before an index, at the beginning of a line. */
function isField(bytes: Uint8Array, index: number, atLineStart: boolean): boolean {
  const blank = bytes[index - 1] === 0x20 ? 1 : 0;
  const start = index - blank - field.length;
  const before = bytes[start - 1];
  return matches(bytes, start, field) && (before === undefined ? atLineStart : isLineEnd(before));
}

function matches(bytes: Uint8Array, start: number, wanted: readonly number[]): boolean {
  return start >= 0 && wanted.every((byte, index) => bytes[start + index] === byte);
}

function isLineEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d;
}

/** The end of what has come: of a large read the read itself, which costs nothing. */
function lastBytes(before: Uint8Array, read: Uint8Array): Uint8Array {
  return read.length > WINDOW ? read : joinBytes([before.subarray(-WINDOW), read]);
}
