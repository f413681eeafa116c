/** Values a person could mean as arguments, in order of appearance. */
export interface TextValues {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
}

const openers = new Set(
  'a an and are at be but by can could do does find for from get give hello hey hi how i if in is it let me my no now of on or please show so tell thanks that the then these this to use what when where which who why will with would yes you'.split(
    ' ',
  ),
);

/** Quoted strings first, then names: runs of capitalised words that do not merely open a sentence. */
export function textValues(text: string): TextValues {
  const quoted = [...text.matchAll(/["“”]([^"“”]+)["“”]/g)].map(match => match[1] ?? '');
  const rest = text.replace(/["“”][^"“”]*["“”]/g, ' ');
  const runs = rest.match(/\p{Lu}[\p{L}\p{M}'’-]*(?:\s+\p{Lu}[\p{L}\p{M}'’-]*)*/gu) ?? [];
  const names = runs
    .map(run => dropOpeners(run.split(/\s+/)).join(' '))
    .filter(name => name !== '' && !isFirstWord(rest, name));
  const numbers = [...rest.matchAll(/-?\d+(?:\.\d+)?/g)].map(match => Number(match[0]));
  return { strings: [...quoted, ...names], numbers };
}

function dropOpeners(words: readonly string[]): string[] {
  const start = words.findIndex(word => !openers.has(word.replace(/['’].*$/, '').toLowerCase()));
  return start === -1 ? [] : words.slice(start);
}

/** "Translate this": the first word is capitalised by position, not because it is a name. */
function isFirstWord(text: string, name: string): boolean {
  return !name.includes(' ') && text.trimStart().startsWith(name) && text.trim() !== name;
}
