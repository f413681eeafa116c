/** An object of JSON whose members are not known. */
export type JSONRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JSONRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON, or `undefined` for what is none. */
export function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object, or `undefined` for whatever else a text is. */
export function parseRecord(text: string): JSONRecord | undefined {
  const value = parseJSON(text);
  return isRecord(value) ? value : undefined;
}
