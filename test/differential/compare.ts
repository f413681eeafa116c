/**
 * One difference, as the table of differences writes it: `- path` for what only the vendor's package sends,
 * `+ path` for what only we send, `~ path` for what both send with other values. Items of lists are `[]`.
 */
export interface Difference {
  readonly where: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** Every difference of two JSON values, at the deepest path that both have. */
export function compare(theirs: unknown, ours: unknown, path = ''): readonly Difference[] {
  if (isRecord(theirs) && isRecord(ours)) {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
    return [...keys].flatMap(key => compare(theirs[key], ours[key], path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(theirs) && Array.isArray(ours)) return compareLists(theirs, ours, `${path}[]`);
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return [];
  const sign = theirs === undefined ? '+' : ours === undefined ? '-' : '~';
  return [{ where: `${sign} ${path}`, theirs, ours }];
}

/**
 * Lists of one length item by item. Of others the beginnings and ends that are of one kind are compared so; what is
 * left between them is one difference.
 */
function compareLists(
  theirs: readonly unknown[],
  ours: readonly unknown[],
  path: string,
): readonly Difference[] {
  const shorter = Math.min(theirs.length, ours.length);
  const alike = (left: number, right: number): boolean => kindOf(theirs.at(left)) === kindOf(ours.at(right));
  let start = theirs.length === ours.length ? shorter : 0;
  while (start < shorter && alike(start, start)) start++;
  let end = 0;
  while (end < shorter - start && alike(-1 - end, -1 - end)) end++;
  const left = theirs.slice(start, theirs.length - end);
  const right = ours.slice(start, ours.length - end);
  const pairs = (from: number, to: number | undefined): readonly Difference[] =>
    theirs.slice(from, to).flatMap((item, index) => compare(item, ours.slice(from, to)[index], path));
  const between =
    left.length + right.length === 0
      ? []
      : [{ where: `${signOf(left, right)} ${path}`, theirs: left, ours: right }];
  return [...pairs(0, start), ...between, ...(end === 0 ? [] : pairs(-end, undefined))];
}

function signOf(left: readonly unknown[], right: readonly unknown[]): string {
  return left.length === 0 ? '+' : right.length === 0 ? '-' : '~';
}

/** The role of a message, the name of a tool; anything else is of its own kind. */
function kindOf(item: unknown): string {
  if (isRecord(item) && typeof item.role === 'string') return item.role;
  if (isRecord(item) && isRecord(item.function)) return `tool ${String(item.function.name)}`;
  return JSON.stringify(item);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
