/** A JSON object with unknown members. */
export type JSONRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JSONRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parsed JSON, or `undefined` for a text that is not JSON. */
export function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A parsed JSON object, or `undefined` for any other text. */
export function parseRecord(text: string): JSONRecord | undefined {
  const value = parseJSON(text);
  return isRecord(value) ? value : undefined;
}

/** A scalar as text, anything else as JSON; `undefined` for `null` and `undefined`. */
export function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
