/** Tokens of a text: a quarter of its characters, rounded up. Any value that is not text counts as its JSON. */
export function countTokens(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Math.ceil(text.length / 4);
}
