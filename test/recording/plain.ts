/** A text that people read, with the place in the record where it stood. */
export interface Words {
  readonly path: string;
  readonly text: string;
}

/** What a record holds in place of wording. */
const MARKER = '§';

/** Members that are worded for people wherever they stand, if they are texts. */
const worded = new Set(['message', 'hint', 'details', 'reason', 'functionality']);

/** Values as JSON, in the order in which they were made; wording is collected in `words`. */
export function toPlain(value: unknown, words: Words[], path = '$', above: readonly unknown[] = []): unknown {
  if (typeof value === 'object' && value !== null) {
    if (above.includes(value)) return '«loop»';
    return ofObject(value, words, path, [...above, value]);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return `«${value}»`;
  if (typeof value === 'bigint') return `«${value}n»`;
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol')
    return `«${typeof value}»`;
  return value;
}

function ofObject(value: object, words: Words[], path: string, above: readonly unknown[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => ofItem(item, index, words, path, above));
  if (value instanceof Date) return `«date ${value.getTime()}»`;
  if (value instanceof URL || value instanceof RegExp) return `«${value}»`;
  if (value instanceof Uint8Array) return `«bytes ${Buffer.from(value).toString('hex')}»`;
  if (value instanceof Headers) return [...value];
  if (value instanceof AbortSignal) return `«signal, aborted: ${value.aborted}»`;
  if (value instanceof ReadableStream || value instanceof Response) return `«${value.constructor.name}»`;
  const members = value instanceof Error ? membersOfError(value) : Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => {
      const at = `${path}.${name}`;
      if (typeof member !== 'string' || !worded.has(name)) return [name, toPlain(member, words, at, above)];
      words.push({ path: at, text: member });
      return [name, MARKER];
    }),
  );
}

/** Lists of warnings may hold bare texts. */
function ofItem(
  item: unknown,
  index: number,
  words: Words[],
  path: string,
  above: readonly unknown[],
): unknown {
  const at = `${path}.${index}`;
  if (typeof item !== 'string' || !path.endsWith('.warnings')) return toPlain(item, words, at, above);
  words.push({ path: at, text: item });
  return MARKER;
}

/** What can be read of an error: its classes, the marks of the AI SDK, and its members without the stack. */
function membersOfError(error: Error): [string, unknown][] {
  const classes: string[] = [];
  for (let type = Object.getPrototypeOf(error); type !== Object.prototype; type = Object.getPrototypeOf(type))
    classes.push(type.constructor.name);
  const marks = Object.getOwnPropertySymbols(error).map(String).sort();
  const own = Object.getOwnPropertyNames(error).filter(name => name !== 'stack' && name !== 'name');
  return [
    ['«error»', classes.join(' < ')],
    ['name', error.name],
    ['enumerable', Object.keys(error).sort()],
    ['marks', marks],
    ...own.sort().map((name): [string, unknown] => [name, Reflect.get(error, name)]),
  ];
}
