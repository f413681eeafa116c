import { NamedCalls } from './named-calls.ts';

const name = new TextEncoder().encode('tool_calls');
const underscore = 0x5f;

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
    return this.calls.incomplete ? join([last, encoded(`\n\ndata: ${JSON.stringify(unnamed)}\n\n`)]) : last;
  }

  private joined(last: Uint8Array): Uint8Array {
    if (this.parts.length === 0) return last;
    const all = join([...this.parts, last]);
    this.parts = [];
    return all;
  }

  private whole(bytes: Uint8Array): Uint8Array {
    if (!includesCalls(bytes)) return bytes;
    const text = new TextDecoder().decode(bytes);
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

/** Searched by a letter that is rare in JSON, which the engine does faster than a loop does. */
function includesCalls(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(underscore); at !== -1; at = bytes.indexOf(underscore, at + 1)) {
    // Other names have other letters around it.
    if (bytes[at - 1] === 0x6c && bytes[at + 1] === 0x63 && isName(bytes, at - 4)) return true;
  }
  return false;
}

function isName(bytes: Uint8Array, start: number): boolean {
  return name.every((byte, index) => bytes[start + index] === byte);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
