import { joinBytes } from './join-bytes.ts';
import { NamedCalls } from './named-tool-calls.ts';

const bytesOf = (text: string): readonly number[] => [...text].map(character => character.charCodeAt(0));
const name = bytesOf('tool_calls');
const firstPlace = bytesOf('":[{"index":');
const underscore = 0x5f;
// Without `stream`, neither keeps anything from one call to the next.
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Said at the end of a stream where a call never got its name: it cannot be run, and must not be missed. */
const unnamed = {
  error: { message: 'The answer holds a tool call without the name of a tool.', type: 'invalid_response' },
};

/**
 * The lines of a stream with pieces of tool calls in an order that the core takes, read by read. A line is handed on
 * when it is whole, since nobody can read half of one; all others pass as they are.
 */
export class CallLines {
  private readonly calls = new NamedCalls();
  private parts: Uint8Array[] = [];

  push(read: Uint8Array): Uint8Array {
    const end = endOfLines(read);
    if (end === read.length) return this.whole(this.joined(read));
    const lines = end === 0 ? new Uint8Array() : this.whole(this.joined(read.subarray(0, end)));
    this.parts.push(read.subarray(end));
    return lines;
  }

  /** The rest of a stream that ends. */
  end(): Uint8Array {
    const last = this.whole(this.joined(new Uint8Array()));
    return this.calls.incomplete
      ? joinBytes([last, encoded(`\n\ndata: ${JSON.stringify(unnamed)}\n\n`)])
      : last;
  }

  private joined(last: Uint8Array): Uint8Array {
    if (this.parts.length === 0) return last;
    const all = joinBytes([...this.parts, last]);
    this.parts = [];
    return all;
  }

  /** Whether there are pieces of calls that do not just go on with one, as all but a few do. */
  private mayChange(bytes: Uint8Array): boolean {
    for (let at = behindCalls(bytes, 0); at !== -1; at = behindCalls(bytes, at)) {
      const place = onlyPlace(bytes, at);
      if (place === undefined || !this.calls.continues(place)) return true;
    }
    return false;
  }

  /** Lines that are whole, behind others that were. */
  whole(bytes: Uint8Array): Uint8Array {
    if (!this.mayChange(bytes)) return bytes;
    const text = decoder.decode(bytes);
    const read = text.replace(
      /^(data:[ ]?)([^\r\n]*"tool_calls"[^\r\n]*)/gm,
      (_, field: string, json: string) => `${field}${this.calls.chunk(json)}`,
    );
    return read === text ? bytes : encoded(read);
  }
}

/** The index behind the last line that is whole; mostly a read ends with one. */
function endOfLines(bytes: Uint8Array): number {
  const last = bytes.at(-1);
  if (last === 0x0a || last === 0x0d) return bytes.length;
  return Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d)) + 1;
}

/**
 * The index behind the next `tool_calls`, or -1. Searched by a letter that is rare in JSON, which the engine does
 * faster than a loop does.
 */
function behindCalls(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(underscore, start); at !== -1; at = bytes.indexOf(underscore, at + 1)) {
    // Other names have other letters around it.
    if (bytes[at - 1] === 0x6c && bytes[at + 1] === 0x63 && isText(bytes, at - 4, name)) return at + 6;
  }
  return -1;
}

/**
 * The place that a list of calls names, where it has one piece without a name in the form that most hosts write. In
 * the text of arguments quotes are escaped, so that a plain one before an `n` begins a key.
 */
function onlyPlace(bytes: Uint8Array, start: number): number | undefined {
  if (!isText(bytes, start, firstPlace)) return undefined;
  const digit = start + firstPlace.length;
  const place = (bytes[digit] ?? 0) - 0x30;
  if (place < 0 || place > 9 || bytes[digit + 1] !== 0x2c) return undefined;
  for (let at = digit + 2; at < bytes.length && bytes[at] !== 0x0a; at++) {
    const byte = bytes[at];
    const next = bytes[at + 1];
    if (byte === 0x22 && next === 0x6e && bytes[at - 1] !== 0x5c) return undefined;
    if (byte === 0x2c && next === 0x7b) return undefined;
  }
  return place;
}

function isText(bytes: Uint8Array, start: number, text: readonly number[]): boolean {
  return text.every((byte, index) => bytes[start + index] === byte);
}

function encoded(text: string): Uint8Array {
  return encoder.encode(text);
}
