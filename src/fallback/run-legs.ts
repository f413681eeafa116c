import { isAbort, untilAborted, watchAbort } from '../abort.ts';
import type { FallbackDecision } from '../gateway/errors/codes/kinds.ts';
import type { CloudflareErrorKind, CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import { withoutUndefined } from '../json-values.ts';
import type { PrepareRequest } from '../request/prepare-request.ts';
import { CloudflareFallbackError, withTrace } from './fallback-error.ts';
import { type CallOptionsLike, type Leg, type LegIdentity, optionsOfLeg } from './leg.ts';
import type { LegCooldown } from './leg-cooldown.ts';
import { type FailedLeg, type LegFailure, legError, readLegFailure } from './leg-failure.ts';

/** The legs of a fallback, and when it moves on. Holds no state of a call. */
export interface Fallback<MODEL> {
  readonly legs: readonly Leg<MODEL>[];
  readonly decide: (kind: CloudflareErrorKind) => FallbackDecision;
  readonly cooldown: LegCooldown | undefined;
  readonly legTimeoutMs: number | undefined;
}

/** A result, and how it was obtained. */
export interface Served<RESULT> {
  readonly leg: LegIdentity;
  readonly result: RESULT;
  /** What is reported of it: the outcome of each leg up to this one, and its step in a list. */
  readonly facts: Pick<CloudflareProviderMetadata, 'trace' | 'step'>;
  /** Names of the provider and the model, where the response does not report them. */
  readonly names?: Pick<CloudflareProviderMetadata, 'provider' | 'model'>;
  /** Call it when the response is complete or abandoned. */
  readonly release?: () => void;
}

/**
 * Calls the model of a leg.
 * @param prepare the preparation of its request as a step of a list, in place of the model's own
 */
export type Attempt<MODEL, OPTIONS, RESULT> = (
  leg: Leg<MODEL>,
  options: OPTIONS,
  prepare?: PrepareRequest,
) => Promise<RESULT>;

/** Obtains the result of one call, whoever moves from leg to leg. */
export type RunFallback<MODEL> = <OPTIONS extends CallOptionsLike, RESULT>(
  options: OPTIONS,
  attempt: Attempt<MODEL, OPTIONS, RESULT>,
) => Promise<Served<RESULT>>;

/**
 * Tries the legs in order, for each call, until one responds.
 * @throws the caller's abort, a failure that stops the fallback, or one error for all legs
 */
export function runLegs<MODEL>(fallback: Fallback<MODEL>): RunFallback<MODEL> {
  const { legs, cooldown, decide, legTimeoutMs } = fallback;
  return async <OPTIONS extends CallOptionsLike, RESULT>(
    options: OPTIONS,
    attempt: Attempt<MODEL, OPTIONS, RESULT>,
  ) => {
    const caller = options.abortSignal;
    const cooling = legs.filter(leg => cooldown?.isCooling(leg));
    const trace: CloudflareLegTrace[] = [];
    const failures: FailedLeg[] = [];
    for (const leg of legs) {
      caller?.throwIfAborted();
      // None is skipped if that would skip all.
      if (cooling.length < legs.length && cooling.includes(leg)) {
        trace.push(legTrace(leg, 'skipped', 0));
        continue;
      }
      const since = stopwatch();
      let tried: Pick<Served<RESULT>, 'result' | 'release'>;
      try {
        tried = await tryLeg(leg, legTimeoutMs, options, attempt);
      } catch (error) {
        // The caller has given up, whatever the leg's error is.
        caller?.throwIfAborted();
        const failure = readLegFailure(error, leg);
        trace.push(legTrace(leg, 'failed', since(), failure));
        // An abort that is not the caller's, such as one in a user's `fetch`, is meant to end the call.
        if (isAbort(error) || decide(failure.kind) === 'stop') throw withTrace(error, trace);
        // What concerns the request rather than the leg does not count.
        if (failure.kind !== 'request-too-large') cooldown?.failed(leg);
        failures.push({ ...failure, error });
        continue;
      }
      // Outside the `try`: an error thrown by the cool-down is not a failure of the leg, which has answered.
      cooldown?.succeeded(leg);
      trace.push(legTrace(leg, 'answered', since()));
      return { leg, facts: { trace }, ...tried };
    }
    throw new CloudflareFallbackError(failures, trace);
  };
}

async function tryLeg<MODEL, OPTIONS extends CallOptionsLike, RESULT>(
  leg: Leg<MODEL>,
  ms: number | undefined,
  options: OPTIONS,
  attempt: Attempt<MODEL, OPTIONS, RESULT>,
): Promise<Pick<Served<RESULT>, 'result' | 'release'>> {
  const watch = ms === undefined ? undefined : watchAbort(options.abortSignal);
  watch?.limit(ms, () => legError(leg, 'timeout', `No response within legTimeoutMs (${ms} ms).`));
  const own = optionsOfLeg(options, leg.options, watch?.signal);
  try {
    // Ends the wait even if the leg ignores its signal.
    const result = await untilAborted(attempt(leg, own), own.abortSignal);
    // The time limit covers the wait only; the caller's abort reaches the leg until `release`.
    watch?.arrived();
    return { result, release: () => watch?.release() };
  } catch (error) {
    watch?.release();
    throw error;
  }
}

/** Milliseconds since it was made. The clock may be set back. */
export function stopwatch(): () => number {
  const start = Date.now();
  return () => Math.max(0, Date.now() - start);
}

/** The entry of a leg in a trace; unknown fields are omitted. */
export function legTrace<MODEL>(
  { index, modelId, provider }: Leg<MODEL>,
  outcome: CloudflareLegTrace['outcome'],
  durationMs?: number,
  { statusCode, code, kind, logId }: Partial<LegFailure> = {},
): CloudflareLegTrace {
  return withoutUndefined({
    ...{ leg: index, modelId, provider, outcome, status: statusCode, kind, durationMs, logId },
    // Codes are short; anything longer is something else.
    code: typeof code === 'string' ? code.slice(0, 60) : code,
  });
}
