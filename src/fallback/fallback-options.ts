import type { CloudflareErrorKind } from '../gateway/errors/error-info.ts';
import { isRecord } from '../json-values.ts';
import { checkMembers, isFunction, type Row, type Rows } from '../settings/check.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { type FallbackDecision, fallbackPolicy } from './fallback-policy.ts';
import type { LegCooldown } from './leg-cooldown.ts';
import type { Fallback } from './run-legs.ts';

/** Options of a fallback. */
export interface CloudflareFallbackOptions {
  /**
   * Who moves from leg to leg: `client`, this package, with one request per leg tried; or `server`, the gateway, with one
   * request for all legs. The other options apply to `client` only.
   * @default 'client'
   */
  mode?: 'client' | 'server' | undefined;

  /**
   * The time limit of a leg, in milliseconds: up to its whole response, or its first content in a stream. A leg that
   * exceeds it is aborted, and the next one is tried.
   * @default none
   */
  legTimeoutMs?: number | undefined;

  /**
   * Skips legs that keep failing. Create it once with `legCooldown()` and reuse it.
   * @default none
   */
  cooldown?: LegCooldown | undefined;

  /**
   * Your own decisions, by kind of failure: `next` tries the next leg, `stop` throws at once.
   */
  policy?: { readonly [KIND in CloudflareErrorKind]?: FallbackDecision | undefined } | undefined;
}

const rows: Rows<CloudflareFallbackOptions> = {
  mode: {
    accepts: value => value === 'client' || value === 'server',
    expects: "'client' or 'server'",
    example: "'client'",
  },
  legTimeoutMs: {
    // The longest delay that timers support.
    accepts: value => typeof value === 'number' && value > 0 && value < 2 ** 31,
    expects: 'milliseconds, more than 0',
    example: '10_000',
  },
  cooldown: {
    accepts: value => isRecord(value) && isFunction(value.isCooling),
    expects: 'the result of legCooldown()',
    example: 'legCooldown()',
  },
  policy: { accepts: isRecord, expects: 'an object', example: "{ 'spend-limit': 'stop' }" },
};

const decision: Row = {
  accepts: value => value === 'next' || value === 'stop',
  expects: "'next' or 'stop'",
  example: "'stop'",
};

/** How a fallback treats its legs. */
interface FallbackRules extends Omit<Fallback<never>, 'legs'> {
  readonly mode: 'client' | 'server';
}

/** The options of mode `client`, and the alternative in mode `server`. */
const clientOnly = {
  legTimeoutMs: 'use the gateway option `requestTimeoutMs` for each leg',
  cooldown: 'the gateway always tries all legs in order',
  policy: 'the gateway moves on after any failure',
} satisfies { readonly [NAME in keyof CloudflareFallbackOptions]?: string };

/** @throws InvalidArgumentError for options that are unknown, have the wrong type or have no effect in the mode */
export function readFallbackOptions(options: CloudflareFallbackOptions): FallbackRules {
  const usage = (option: string): string => `cloudflare.fallback([…], { ${option} })`;
  checkMembers(options, rows, { where: 'options', noun: 'option', usage });
  const { mode = 'client', cooldown, legTimeoutMs, policy = {} } = options;
  if (mode === 'server') checkForServer(options);
  const decisions = Object.fromEntries(Object.keys(fallbackPolicy).map(kind => [kind, decision]));
  checkMembers(policy, decisions, {
    where: 'options.policy',
    noun: 'field',
    usage: row => usage(`policy: { ${row} }`),
  });
  const own = { ...policy };
  return { mode, cooldown, legTimeoutMs, decide: kind => own[kind] ?? fallbackPolicy[kind] };
}

function checkForServer(options: CloudflareFallbackOptions): void {
  for (const [name, instead] of Object.entries(clientOnly)) {
    if (options[name as keyof typeof clientOnly] === undefined) continue;
    throw invalidArgument({
      setting: `options.${name}`,
      problem: `it has no effect in mode 'server'. Remove it or the mode; ${instead}.`,
      example: "cloudflare.fallback([…], { mode: 'server' })",
    });
  }
}
