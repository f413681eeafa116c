import { type FallbackDecision, kindFacts } from '../gateway/errors/codes/kinds.ts';
import type { CloudflareErrorKind } from '../gateway/errors/error-info.ts';
import { isRecord } from '../json-values.ts';
import { anObject, aTimeout, checkMembers, isFunction, type Rows } from '../settings/check.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
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
   * The time limit of a leg, in whole milliseconds: up to its whole response, or its first content in a stream. A leg that
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
  mode: { is: ['client', 'server'] },
  legTimeoutMs: { is: aTimeout },
  cooldown: {
    accepts: value => isRecord(value) && isFunction(value.isCooling),
    expects: 'the result of legCooldown()',
    example: 'legCooldown()',
  },
  policy: { is: anObject, example: "{ 'spend-limit': 'stop' }" },
};

/** How a fallback treats its legs. */
interface FallbackRules extends Omit<Fallback<never>, 'legs'> {
  readonly mode: 'client' | 'server';
}

/** In mode `server`, the gateway decides when it moves on. */
const clientOnly = ['legTimeoutMs', 'cooldown', 'policy'] as const;

/** @throws InvalidArgumentError for options that are unknown, have the wrong type or have no effect in the mode */
export function readFallbackOptions(options: CloudflareFallbackOptions): FallbackRules {
  const decisions = Object.fromEntries(Object.keys(kindFacts).map(kind => [kind, ['next', 'stop']]));
  checkMembers(
    options,
    { ...rows, policy: { ...rows.policy, is: decisions } },
    { where: 'options', noun: 'option', usage: 'cloudflare.fallback([…], { })' },
  );
  const { mode = 'client', cooldown, legTimeoutMs, policy } = options;
  const idle = mode === 'server' && clientOnly.find(name => options[name] !== undefined);
  if (idle)
    throw invalidArgument({
      setting: `options.${idle}`,
      problem:
        "it has no effect in mode 'server': the gateway moves on after any failure. Remove it, or the mode.",
      example: "cloudflare.fallback([…], { mode: 'server' })",
    });
  const own = { ...policy };
  return { mode, cooldown, legTimeoutMs, decide: kind => own[kind] ?? kindFacts[kind]?.[0] ?? 'next' };
}
