import type { ParsedArguments } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

/** The numbers that an option accepts. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  readonly whole: 'whole' | 'any';
}

/** The numeric value of an option; `undefined` without the option. */
export function readNumber(
  given: ParsedArguments,
  name: string,
  { from, to, whole }: NumberRange,
): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= from && value <= to && (whole === 'any' || Number.isInteger(value))) return value;
  throw new UsageError(
    `--${name} must be ${whole === 'whole' ? 'an integer' : 'a number'} from ${from} to ${to}.`,
  );
}
