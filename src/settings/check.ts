import { isRecord } from '../json-values.ts';
import { type ConfigurationProblem, invalidArgument } from './configuration-error.ts';
import { nearest } from './nearest.ts';

/**
 * One row of a table that checks what callers write: settings, gateway options, profiles, and the options of
 * fallbacks, lists and logs. Type a table as `Rows<Options>`, so that a new member does not compile without a row:
 *
 *     const rows: Rows<LegCooldownOptions> = {
 *       failures: { accepts: isCount, expects: 'a whole number from 1', example: '3' },
 *     };
 *     checkMembers(options, rows, {
 *       where: 'legCooldown',
 *       noun: 'option',
 *       usage: member => `legCooldown({ ${member} })`,
 *     });
 *
 * Write tables as plain literals: bundlers keep a top-level call or spread even where nothing uses its result.
 */
export interface Row {
  readonly accepts: (value: unknown) => boolean;
  /** Completes "expected …". */
  readonly expects: string;
  /** One valid value, as source text. */
  readonly example: string;
  /** What exactly is wrong with a refused value, where `expects` does not tell. */
  readonly problem?: (value: unknown) => string | undefined;
  /** The members of a value that is an object; unknown ones are refused. */
  readonly members?: Readonly<Record<string, Row>>;
}

export type Rows<OPTIONS, ROW extends Row = Row> = { readonly [NAME in keyof Required<OPTIONS>]: ROW };

/** Where the checked object stands, for messages. */
export interface Place {
  /** The path of the object, which begins the path of each member. The settings of a provider have none. */
  readonly where?: string;
  readonly noun: 'setting' | 'option' | 'field';
  /** An example of the whole call around a member, which comes as `name: value`. */
  readonly usage: (member: string) => string;
  /** Added to the error for an unknown name. */
  readonly hint?: string;
}

/**
 * Refuses unknown members and values that their row does not accept. `undefined` is absent.
 * @throws InvalidArgumentError: what is wrong, where, and one example; for an unknown name, the nearest known one
 */
export function checkMembers<OPTIONS extends object>(
  value: unknown,
  rows: Rows<OPTIONS>,
  place: Place,
): asserts value is OPTIONS {
  const problem = findProblem(value, rows, place);
  if (problem !== undefined) throw invalidArgument(problem);
}

/** The first problem that `checkMembers` would throw. */
export function findProblem(
  value: unknown,
  rows: Readonly<Record<string, Row>>,
  place: Place,
): ConfigurationProblem | undefined {
  if (!isRecord(value)) {
    const [first = ''] = Object.keys(rows);
    const setting = place.where ?? 'settings';
    return { setting, problem: 'expected an object.', example: exampleOf(first, rows[first], place) };
  }
  for (const [name, member] of Object.entries(value)) {
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (row === undefined) return unknownMember(name, rows, place);
    if (member === undefined) continue;
    if (!row.accepts(member)) return refusedMember(name, member, row, place);
    if (row.members === undefined) continue;
    const usage = (inner: string): string => place.usage(`${keyOf(name)}: { ${inner} }`);
    const inner = findProblem(member, row.members, { ...place, where: pathOf(name, place), usage });
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The problem of a value that its row does not accept. */
export function refusedMember(name: string, value: unknown, row: Row, place: Place): ConfigurationProblem {
  const problem = row.problem?.(value);
  return {
    setting: pathOf(name, place),
    problem: `expected ${row.expects}${problem === undefined ? '' : `: ${problem}`}.`,
    example: exampleOf(name, row, place),
  };
}

function unknownMember(
  name: string,
  rows: Readonly<Record<string, Row>>,
  place: Place,
): ConfigurationProblem {
  const names = Object.keys(rows);
  const close = nearest(name, names);
  const known =
    close === undefined ? `Known ${place.noun}s: ${names.join(', ')}.` : `Did you mean \`${close}\`?`;
  const shown = close ?? names[0] ?? '';
  return {
    setting: pathOf(name, place),
    problem: `unknown ${place.noun}. ${known}${place.hint === undefined ? '' : ` ${place.hint}`}`,
    example: exampleOf(shown, rows[shown], place),
  };
}

function pathOf(name: string, { where }: Place): string {
  return where === undefined ? name : `${where}.${name}`;
}

function exampleOf(name: string, row: Row | undefined, { usage }: Place): string {
  return usage(`${keyOf(name)}: ${row?.example}`);
}

/** A name as the key of an object. */
function keyOf(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}

export const isString = (value: unknown): value is string => typeof value === 'string';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isFunction = (value: unknown): boolean => typeof value === 'function';

export const isInteger = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

/** By its members: a signal may come from another realm. */
export const isAbortSignal = (value: unknown): boolean =>
  isRecord(value) && isBoolean(value.aborted) && isFunction(value.addEventListener);

/** An object with names and values. A `Headers` or a `Map` keeps its entries elsewhere, and would look empty. */
export const isPlainRecord = (value: unknown): boolean => isRecord(value) && !(Symbol.iterator in value);

/** A duration that a timer can measure: a longer one would end at once. */
export const isTimeout = (value: unknown): boolean => isInteger(value, 1, 2 ** 31 - 1);

export const timeoutExpects = 'whole milliseconds from 1 to 2147483647';
