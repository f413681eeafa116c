/** How deep values are searched; JSON of real requests stays far below. */
const MAX_DEPTH = 64;

/**
 * A value with every text in it passed through `redact`. Parts without a secret are the same objects as before, so
 * that large request bodies are not copied.
 */
export function redactDeep<VALUE>(value: VALUE, redact: (text: string) => string): VALUE {
  // Texts become texts and plain containers keep their members, so the type stays what it was.
  return redactAt(value, redact, 0) as VALUE;
}

function redactAt(value: unknown, redact: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(item => redactAt(item, redact, depth + 1));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  const redacted = entries.map(
    ([key, member]) => [redact(key), redactAt(member, redact, depth + 1)] as const,
  );
  const same = redacted.every(
    ([key, member], index) => entries[index]?.[0] === key && entries[index]?.[1] === member,
  );
  return same ? value : Object.fromEntries(redacted);
}

/** Bytes, dates and the like hold no text of ours, and would not survive the copy. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
