/**
 * Compares two recordings: `node test/recording/compare.mjs DIR_A DIR_B`. Fails where a record is missing, new or
 * different; a different wording is only counted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHOWN = 20;

const [before, after] = process.argv.slice(2);
if (before === undefined || after === undefined) {
  console.error('usage: node test/recording/compare.mjs DIR_A DIR_B');
  process.exit(2);
}

const linesOf = path => {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter(line => line !== '');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
};

const recordsOf = (directory, group) =>
  new Map(linesOf(join(directory, `${group}.jsonl`)).map(line => [JSON.parse(line).id, line]));

const groupsOf = directory =>
  readdirSync(directory)
    .filter(name => name.endsWith('.jsonl'))
    .map(name => name.slice(0, -'.jsonl'.length));

/** Where two values part, and what stands there in each. */
function firstDifference(a, b, path = '$') {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined;
  const composed = value => typeof value === 'object' && value !== null;
  if (!composed(a) || !composed(b) || Array.isArray(a) !== Array.isArray(b)) return { path, a, b };
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const at = `${path}.${name}`;
    if (!Object.hasOwn(a, name)) return { path: at, a: '(absent)', b: b[name] };
    if (!Object.hasOwn(b, name)) return { path: at, a: a[name], b: '(absent)' };
    const found = firstDifference(a[name], b[name], at);
    if (found !== undefined) return found;
  }
  return { path: `${path} (order of members)`, a: Object.keys(a), b: Object.keys(b) };
}

/** Both values as text, long ones from shortly before the place where they part. */
function shown({ path, a, b }) {
  const [one, other] = [a, b].map(value => (typeof value === 'string' ? value : JSON.stringify(value)));
  let from = 0;
  while (from < one.length && one[from] === other[from]) from++;
  const [start, end] = [from < 200 ? 0 : from - 80, from + 200];
  const part = text =>
    `${start > 0 ? '…' : ''}${text.slice(start, end)}${text.length > end ? '…' : ''}`.replaceAll('\n', '\\n');
  return `  at ${path}\n  - ${part(one)}\n  + ${part(other)}`;
}

const found = [];
for (const group of [...new Set([...groupsOf(before), ...groupsOf(after)])].sort()) {
  const [a, b] = [recordsOf(before, group), recordsOf(after, group)];
  const counts = { same: 0, missing: 0, added: 0, different: 0 };
  const tell = (kind, text) => {
    counts[kind]++;
    found.push(`${kind}: ${group}/${text}`);
  };
  for (const [id, line] of a) {
    const other = b.get(id);
    if (other === undefined) tell('missing', id);
    else if (other === line) counts.same++;
    else {
      tell('different', `${id}\n${shown(firstDifference(JSON.parse(line), JSON.parse(other)))}`);
    }
  }
  for (const id of b.keys()) if (!a.has(id)) tell('added', id);
  console.log(group.padEnd(28), JSON.stringify(counts));
}

for (const text of found.slice(0, SHOWN)) console.log(`\n${text}`);
if (found.length > SHOWN) console.log(`\n… and ${found.length - SHOWN} more`);

const [texts, others] = [before, after].map(
  directory => new Set(linesOf(join(directory, 'messages-unique.txt'))),
);
const removed = [...texts].filter(text => !others.has(text)).length;
const added = [...others].filter(text => !texts.has(text)).length;
console.log(`\nwording: ${texts.size} distinct texts before, ${removed} of them gone, ${added} new`);

if (found.length > 0) {
  console.log(`${found.length} records differ`);
  process.exit(1);
}
console.log('all records are the same');
