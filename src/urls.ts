/** A URL, or `undefined` for a text that is not one. Node 18 has no `URL.canParse` before 18.17. */
export function parseURL(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** The text without its percent escapes; unchanged where one is broken. */
export function decodeEscapes(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
