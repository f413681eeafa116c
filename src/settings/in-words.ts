/** Names as a sentence lists them: `a, b or c`. */
export function inWords(names: readonly string[], conjunction: 'and' | 'or' = 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}
