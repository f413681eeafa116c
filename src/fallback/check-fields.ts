import { invalidArgument } from '../settings/configuration-error.ts';
import { nearest } from '../settings/nearest.ts';

/** What a field must be. */
export interface FieldCheck {
  readonly accepts: (value: unknown) => boolean;
  readonly expects: string;
  readonly example: string;
}

interface Place {
  /** What holds the fields, for messages. */
  readonly where: string;
  /** How a field is written there. */
  readonly usage: (field: string) => string;
}

/**
 * Refuses fields that do not exist and values of the wrong type.
 * @throws InvalidArgumentError naming the field and, for an unknown name, the nearest one
 */
export function checkFields(
  value: unknown,
  checks: Readonly<Record<string, FieldCheck>>,
  { where, usage }: Place,
): void {
  const names = Object.keys(checks);
  const [first = ''] = names;
  const exampleOf = (name: string): string => usage(`${name}: ${checks[name]?.example}`);
  if (!isObject(value)) {
    throw invalidArgument({ setting: where, problem: 'expected an object.', example: exampleOf(first) });
  }
  for (const [name, field] of Object.entries(value)) {
    const setting = `${where}.${name}`;
    if (!Object.hasOwn(checks, name)) {
      const close = nearest(name, names);
      const hint = close === undefined ? `Fields: ${names.join(', ')}.` : `Did you mean \`${close}\`?`;
      throw invalidArgument({
        setting,
        problem: `there is no such field. ${hint}`,
        example: exampleOf(close ?? first),
      });
    }
    const check = checks[name];
    if (field === undefined || check === undefined || check.accepts(field)) continue;
    throw invalidArgument({ setting, problem: `expected ${check.expects}.`, example: exampleOf(name) });
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

export function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
