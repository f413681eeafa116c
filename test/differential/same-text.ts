import type { Difference } from './compare.ts';

type Values = Pick<Difference, 'theirs' | 'ours'>;

/** Whether both say the same text: as a string, as a list of texts, or as nothing at all. */
export function sameText({ theirs, ours }: Values): boolean {
  return textOf(theirs) !== undefined && textOf(theirs) === textOf(ours);
}

/** Whether both say the same letters, whatever stands between them. */
export function sameLetters({ theirs, ours }: Values): boolean {
  const letters = (value: unknown): string | undefined => textOf(value)?.replaceAll(/\s/g, '');
  return letters(theirs) !== undefined && letters(theirs) === letters(ours);
}

/** Whether both hold the same schema in the text, but for `$schema`, whatever words introduce it. */
export function sameSchema({ theirs, ours }: Values): boolean {
  const schema = (value: unknown): string | undefined =>
    /\{.*\}/.exec(textOf(value)?.replace(/"\$schema":"[^"]*",/, '') ?? '')?.[0];
  return schema(theirs) !== undefined && schema(theirs) === schema(ours);
}

/** Whether ours is exactly this value. */
export function ours(value: unknown): (values: Values) => boolean {
  return values => JSON.stringify(values.ours) === JSON.stringify(value);
}

function textOf(content: unknown): string | undefined {
  if (content === null) return '';
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.map(part => (part.type === 'text' ? part.text : undefined));
  return texts.every(text => typeof text === 'string') ? texts.join('\n') : undefined;
}
