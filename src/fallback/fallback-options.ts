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
   * Who moves from leg to leg: `client` is this package, with one request for each leg that is asked; `server` is the
   * gateway, with one request for all of them. The other options are for `client` only.
   * @default 'client'
   */
  mode?: 'client' | 'server' | undefined;

  /**
   * How long a leg may take, in milliseconds: to its whole answer, or in a stream to its first content. It is aborted
   * then, and the next leg is asked.
   * @default none
   */
  legTimeoutMs?: number | undefined;

  /**
   * Leaves out legs that keep failing. Make one with `legCooldown()` and keep it.
   * @default none
   */
  cooldown?: LegCooldown | undefined;

  /**
   * Decisions of your own, by kind of failure: `next` asks the next leg, `stop` throws at once.
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
    // The longest time that timers can measure.
    accepts: value => typeof value === 'number' && value > 0 && value < 2 ** 31,
    expects: 'milliseconds, above 0',
    example: '10_000',
  },
  cooldown: {
    accepts: value => isRecord(value) && isFunction(value.isCooling),
    expects: 'what legCooldown() returns',
    example: 'legCooldown()',
  },
  policy: { accepts: isRecord, expects: 'an object', example: "{ 'spend-limit': 'stop' }" },
};

const decision: Row = {
  accepts: value => value === 'next' || value === 'stop',
  expects: "'next' or 'stop'",
  example: "'stop'",
};

/** How a fallback goes about its legs. */
interface FallbackRules extends Omit<Fallback<never>, 'legs'> {
  readonly mode: 'client' | 'server';
}

/** Options by which this package moves from leg to leg, and what a caller can do where the gateway does. */
const clientOnly = {
  legTimeoutMs:
    'give the legs `providerOptions: { cloudflare: { requestTimeoutMs } }`, which the gateway keeps',
  cooldown: 'the gateway asks all legs in order',
  policy: 'the gateway moves on for any failure',
} satisfies { readonly [NAME in keyof CloudflareFallbackOptions]?: string };

/** @throws InvalidArgumentError for options that do not exist, have the wrong type, or mean nothing in the mode */
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
      problem: `it is for mode 'client', and would have no effect in mode 'server'. Leave it or the mode out; ${instead}.`,
      example: "cloudflare.fallback([…], { mode: 'server' })",
    });
  }
}
