import type { ParsedArguments } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

/** What a number may be. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  readonly whole: 'whole' | 'any';
}

/** The number behind an option; `undefined` without the option. */
export function readNumber(
  given: ParsedArguments,
  name: string,
  { from, to, whole }: NumberRange,
): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= from && value <= to && (whole === 'any' || Number.isInteger(value))) return value;
  throw new UsageError(`--${name} takes a ${whole === 'whole' ? 'whole ' : ''}number from ${from} to ${to}.`);
}
