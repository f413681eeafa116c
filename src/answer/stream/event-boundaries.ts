const newline = 0x0a;
const openingBrace = 0x7b;
const closingBrace = 0x7d;
/** Where the JSON of an event begins, behind `data: `. */
const JSON_START = 6;

/** The index behind the first blank line from a place on, or -1. */
export function afterFirstBoundary(bytes: Uint8Array, from = 0): number {
  for (let index = bytes.indexOf(newline, from); index !== -1; index = bytes.indexOf(newline, index + 1)) {
    if (bytes[index + 1] === newline) return index + 2;
  }
  return -1;
}

/** The index behind the last blank line, or 0. */
export function afterLastBoundary(bytes: Uint8Array): number {
  for (let index = bytes.lastIndexOf(newline); index > 0; index = bytes.lastIndexOf(newline, index - 1)) {
    if (bytes[index - 1] === newline) return index + 1;
  }
  return 0;
}

/** The index behind so many events, or the end of what has fewer. */
export function afterEvents(bytes: Uint8Array, count: number): number {
  let end = 0;
  for (let event = 0; event < count; event++) {
    end = afterFirstBoundary(bytes, end);
    if (end === -1) return bytes.length;
  }
  return end;
}

/** Whether an event ends with the last byte. */
export function endsEvent(bytes: Uint8Array): boolean {
  return bytes[bytes.length - 1] === newline && bytes[bytes.length - 2] === newline;
}

/** Whether this is one event, a line that ends with JSON: what a trickling stream sends. It is not the closing one. */
export function isOneEvent(bytes: Uint8Array): boolean {
  return (
    bytes[JSON_START] === openingBrace &&
    bytes[bytes.length - 3] === closingBrace &&
    endsEvent(bytes) &&
    bytes.indexOf(newline) === bytes.length - 2
  );
}
