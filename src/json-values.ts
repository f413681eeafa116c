import { scanJSON } from './json-scan.ts';

/** A JSON object with unknown members. */
export type JSONRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JSONRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By its member: results of the SDK, and of other packages, may be promises of any kind. */
export function isPromise<VALUE>(value: VALUE | PromiseLike<VALUE>): value is PromiseLike<VALUE> {
  return isRecord(value) && typeof value.then === 'function';
}

/** Parsed JSON, or `undefined` for a text that is not JSON. */
export function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is JSON whose end is missing, or blank, as all of it may be. */
export function isCutJSON(text: string | undefined): text is string {
  if (text === undefined || !/^\s*(?:$|\[|\{\s*(?:"|$))/.test(text)) return false;
  const { whole, broken } = scanJSON(text);
  return !whole && !broken;
}

/** A parsed JSON object, or `undefined` for any other text. */
export function parseRecord(text: string): JSONRecord | undefined {
  const value = parseJSON(text);
  return isRecord(value) ? value : undefined;
}

/** The objects of a list; none where it is not a list. */
export function records(value: unknown): readonly JSONRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** JSON in one spelling, whatever the order of its keys; a text that is not JSON as it is. */
export function plainJSON(text: string): string {
  const value = parseJSON(text);
  return value === undefined ? text : JSON.stringify(value, (_, item: unknown) => sorted(item));
}

function sorted(item: unknown): unknown {
  return isRecord(item) ? Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)) : item;
}

/** An own member of an object; those that every object has are none. */
export function ownMember(value: unknown, name: string): unknown {
  return Object.hasOwn(Object(value), name) ? Object(value)[name] : undefined;
}

/** A scalar as text, anything else as JSON; `undefined` for `null` and `undefined`. */
export function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? toJSON(value) : String(value);
}

/** JSON in ASCII: header values are bytes, and other characters are lost or refused by `fetch`. */
export function asciiJson(value: unknown): string {
  const json = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item));
  return json.replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `JSON.stringify` takes the square of the depth: 6,000 levels are 35 ms (Node 20.20, 2026-12). */
function isDeep(value: unknown, left = 1000): boolean {
  return (
    left === 0 ||
    (typeof value === 'object' && Object.values(value ?? {}).some(inner => isDeep(inner, left - 1)))
  );
}

/** A value as JSON; empty for what cannot be written, such as endless nesting. */
export function toJSON(value: unknown): string {
  try {
    return isDeep(value) ? '' : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}

/** A text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A text that is not blank, without the space around it. */
export function trimmed(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A number, or a number in text: Workers AI writes properties of models as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** An object without the members that are `undefined`. */
export function withoutUndefined<MEMBERS extends object>(members: MEMBERS): Known<MEMBERS> {
  // Own members whatever their names: an assignment to `__proto__` would be none.
  const known = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  // Only `undefined` members are removed, and the type makes those optional.
  return known as Known<MEMBERS>;
}

type Known<MEMBERS> = {
  [NAME in keyof MEMBERS as undefined extends MEMBERS[NAME] ? never : NAME]: MEMBERS[NAME];
} & {
  [NAME in keyof MEMBERS as undefined extends MEMBERS[NAME] ? NAME : never]?: Exclude<
    MEMBERS[NAME],
    undefined
  >;
};

/** Objects merge key by key; everything else, arrays too, is replaced. `undefined` is absent. */
export function mergeDeep(below: JSONRecord, above: JSONRecord): JSONRecord {
  const merged = Object.entries(withoutUndefined(above)).map(([name, value]) => {
    const under = below[name];
    return [name, isRecord(under) && isRecord(value) ? mergeDeep(under, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(merged) };
}
