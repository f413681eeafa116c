import { findProblem, isFunction, isInteger, type PlainRow, type Rows } from '../settings/check.ts';
import { markedInvalidArgument } from '../settings/configuration-error.ts';
import type { LegIdentity } from './leg.ts';

/** The number of legs remembered; the one that failed longest ago is forgotten first. */
const MAX_LEGS = 1000;

/** Settings of a cool-down. */
export interface LegCooldownOptions {
  /**
   * Consecutive failures after which a leg is skipped.
   * @default 3
   */
  failures?: number | undefined;

  /**
   * How long it is skipped, in milliseconds. The first failure after that skips it again.
   * @default 60_000
   */
  durationMs?: number | undefined;

  /**
   * The clock, in epoch milliseconds.
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

/** What calls share about failing legs. Legs with the same provider and model id count as one. */
export interface LegCooldown {
  /**
   * Whether a leg is currently skipped.
   */
  readonly isCooling: (leg: LegIdentity) => boolean;

  /**
   * Records a failure.
   */
  readonly failed: (leg: LegIdentity) => void;

  /**
   * Records a success, which clears all failures.
   */
  readonly succeeded: (leg: LegIdentity) => void;
}

const rows: Rows<LegCooldownOptions, PlainRow> = {
  failures: {
    accepts: value => isInteger(value, 1, Number.MAX_SAFE_INTEGER),
    expects: 'a whole number from 1',
    example: '3',
  },
  durationMs: {
    accepts: value => typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY,
    expects: 'milliseconds, more than 0',
    example: '60_000',
  },
  now: { accepts: isFunction, expects: 'a function', example: 'Date.now' },
};

/**
 * A cool-down for the legs of fallbacks: a leg that keeps failing is skipped for a while. It lasts as long as you keep
 * it; share one between the fallbacks and requests that should learn from each other.
 * @throws InvalidArgumentError for options that are unknown or have the wrong type
 * @example cloudflare.fallback([…], { cooldown: legCooldown({ failures: 3, durationMs: 60_000 }) })
 */
export function legCooldown(options: LegCooldownOptions = {}): LegCooldown {
  const place = { where: 'legCooldown', noun: 'option', usage: 'legCooldown({ })' } as const;
  const problem = findProblem<PlainRow>(options, rows, place, row => row);
  if (problem !== undefined) throw markedInvalidArgument(problem);
  const { failures = 3, durationMs = 60_000, now = Date.now } = options;
  const legs = new Map<string, { readonly failures: number; readonly until: number }>();
  return {
    isCooling: leg => (legs.get(keyOf(leg))?.until ?? 0) > now(),
    failed: leg => {
      const key = keyOf(leg);
      const count = (legs.get(key)?.failures ?? 0) + 1;
      // Deleted first, so that the map stays ordered by the last failure.
      legs.delete(key);
      legs.set(key, { failures: count, until: count >= failures ? now() + durationMs : 0 });
      const [oldest] = legs.keys();
      if (legs.size > MAX_LEGS && oldest !== undefined) legs.delete(oldest);
    },
    succeeded: leg => {
      legs.delete(keyOf(leg));
    },
  };
}

function keyOf({ provider, modelId }: LegIdentity): string {
  return `${provider} ${modelId}`;
}
