import { isRecord } from '../json-values.ts';
import { type ConfigurationProblem, invalidArgument } from './configuration-error.ts';
import { inWords } from './in-words.ts';
import { nearest } from './nearest.ts';

/**
 * One row of a table that checks what callers write: settings, gateway options, profiles, and the options of
 * fallbacks, lists and logs. Type a table as `Rows<Options>`, so that a new member does not compile without a row:
 *
 *     const rows: Rows<LegCooldownOptions> = {
 *       failures: { is: [1] },
 *       now: { is: aFunction, example: 'Date.now' },
 *     };
 *     checkMembers(options, rows, { where: 'legCooldown', noun: 'option', usage: 'legCooldown({ })' });
 *
 * Write tables as plain literals: bundlers keep a top-level call or spread even where nothing uses its result.
 */
export type Row = RowExtras & (CheckedType<Row> | { readonly is: Type });

/** A row whose type is code. */
export type PlainRow = RowExtras & ValueType;

/**
 * A type of values: whole numbers from one to another, one of several names, an object with some of these
 * members, or anything that code decides.
 */
export type Type = ValueType | readonly [min: number, max?: number] | readonly string[] | Types;

/** The types of an object's members. */
export type Types<NAME extends PropertyKey = string> = { readonly [MEMBER in NAME]: Type };

/** A type of values, in code and in words. */
export interface ValueType {
  readonly accepts: (value: unknown) => boolean;
  /** Completes "expected …". */
  readonly expects: string;
  /** One valid value, as source text. */
  readonly example?: string;
}

interface RowExtras {
  /** One valid value, as source text, where the type has none or one that does not suit this member. */
  readonly example?: string;
  /** What exactly is wrong with a refused value, where `expects` does not explain it. */
  readonly problem?: (value: unknown) => string | undefined;
}

/** A type in the form that checks it. */
interface CheckedType<ROW> extends ValueType {
  /** The members of a value that is an object; unknown ones are refused. */
  readonly members?: Readonly<Record<string, ROW>>;
}

export type Rows<OPTIONS, ROW extends Row = Row> = { readonly [NAME in keyof Required<OPTIONS>]: ROW };

/** What a row accepts, with an example of it. */
export function typeOf(row: Row): CheckedType<Row> {
  return 'is' in row ? { ...checkedType(row.is), ...row } : row;
}

function checkedType(type: Type): CheckedType<Row> {
  if (isValueType(type)) return type;
  if (isRange(type)) {
    const [min, max = Number.MAX_SAFE_INTEGER] = type;
    return {
      accepts: value => isInteger(value, min, max),
      expects: `a whole number from ${min}${type[1] === undefined ? '' : ` to ${max}`}`,
      example: String(Math.min(1000, max)),
    };
  }
  if (isNames(type)) {
    return {
      accepts: value => type.some(name => name === value),
      expects: inWords(type.map(name => `'${name}'`)),
      example: `'${type[0]}'`,
    };
  }
  const members = Object.entries(type).map(([name, is]) => [name, checkedType(is)] as const);
  // An object type has at least one member.
  const [[first, { example }]] = members as unknown as readonly [(typeof members)[number]];
  return { ...anObject, members: Object.fromEntries(members), example: `{ ${first}: ${example} }` };
}

/** Texts of a pattern. @param expects the same in words @param example one, as source text */
export function matching(pattern: RegExp, expects: string, example: string): ValueType {
  return { accepts: value => isString(value) && pattern.test(value), expects, example };
}

const isValueType = (type: Type): type is ValueType => 'accepts' in type;
const isNames = (type: Type): type is readonly string[] => Array.isArray(type);
const isRange = (type: Type): type is readonly [number, number?] => isNames(type) && !isString(type[0]);

/** Where the checked object stands, for messages. */
export interface Place {
  /** The path of the object, which begins the path of each member. The settings of a provider have none. */
  readonly where?: string;
  readonly noun: 'setting' | 'option' | 'field';
  /** An example of the whole call, in which `{ }` stands for the object. */
  readonly usage: string;
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
  const problem = findProblem<Row>(value, rows, place, typeOf);
  if (problem !== undefined) throw invalidArgument(problem);
}

/**
 * The first problem that `checkMembers` would throw.
 * @param typeOf given, so that helpers with plain rows do not bring the other types into a program
 */
export function findProblem<ROW extends RowExtras>(
  value: unknown,
  rows: Readonly<Record<string, ROW>>,
  place: Place,
  typeOf: (row: ROW) => CheckedType<ROW>,
): ConfigurationProblem | undefined {
  const { where, noun, hint, usage } = place;
  const problemAt = (setting: string, problem: string, shown: string): ConfigurationProblem => ({
    setting,
    problem,
    // Shown is always the name of a row.
    example: around(usage, `${keyOf(shown)}: ${typeOf(rows[shown] as ROW).example}`),
  });
  const names = Object.keys(rows) as [string];
  if (!isRecord(value)) return problemAt(where ?? 'settings', 'expected an object.', names[0]);
  for (const [name, member] of Object.entries(value)) {
    const setting = where === undefined ? name : `${where}.${name}`;
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (row === undefined) {
      const close = nearest(name, names);
      const known = close ? `Did you mean \`${close}\`?` : `Known ${noun}s: ${names.join(', ')}.`;
      return problemAt(setting, `unknown ${noun}. ${known}${hint ? ` ${hint}` : ''}`, close ?? names[0]);
    }
    if (member === undefined) continue;
    const type = typeOf(row);
    if (!type.accepts(member)) {
      const problem = row.problem?.(member);
      return problemAt(setting, `expected ${type.expects}${problem ? `: ${problem}` : ''}.`, name);
    }
    if (type.members === undefined || !isRecord(member)) continue;
    const inside = { where: setting, noun, usage: around(usage, `${keyOf(name)}: { }`) };
    const inner = findProblem(member, type.members, inside, typeOf);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The example of a call with this member in its object. */
export function around(usage: string, member: string): string {
  return usage.replace('{ }', () => `{ ${member} }`);
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
const isAbortSignal = (value: unknown): boolean =>
  isRecord(value) && isBoolean(value.aborted) && isFunction(value.addEventListener);

/** An object with names and values. A `Headers` or a `Map` keeps its entries elsewhere, and would look empty. */
export const isPlainRecord = (value: unknown): boolean => isRecord(value) && !(Symbol.iterator in value);

/** The row of a signal. */
export const abortSignal: Row = {
  accepts: isAbortSignal,
  expects: 'an AbortSignal',
  example: 'AbortSignal.timeout(5000)',
};

export const aString: ValueType = { accepts: isString, expects: 'a string' };
export const aFlag: ValueType = { accepts: isBoolean, expects: 'true or false', example: 'true' };
export const aFunction: ValueType = { accepts: isFunction, expects: 'a function', example: 'console.log' };
export const anObject: ValueType = { accepts: isRecord, expects: 'an object' };

/** A duration that a timer can measure, in milliseconds: a longer one would end at once. */
export const aTimeout: readonly [number, number] = [1, 2_147_483_647];
