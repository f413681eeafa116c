import { untilAborted, watchAbort } from '../abort.ts';
import type { CloudflareErrorKind, CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import { CloudflareFallbackError, withTrace } from './fallback-error.ts';
import { type FallbackDecision, requestKinds } from './fallback-policy.ts';
import type { Leg } from './leg.ts';
import type { LegCooldown } from './leg-cooldown.ts';
import { type FailedLeg, legError, readLegFailure } from './leg-failure.ts';
import { legTrace } from './leg-trace.ts';

/** The legs of a fallback, and when it moves on. Holds no state of a call. */
export interface Fallback<MODEL> {
  readonly legs: readonly Leg<MODEL>[];
  readonly decide: (kind: CloudflareErrorKind) => FallbackDecision;
  readonly cooldown: LegCooldown | undefined;
  readonly legTimeoutMs: number | undefined;
}

/** A result, and how it was obtained. */
export interface Served<MODEL, RESULT> {
  readonly leg: Leg<MODEL>;
  readonly result: RESULT;
  /** The outcome of each leg up to this one. */
  readonly trace: readonly CloudflareLegTrace[];
  /** Call it when the response is complete or abandoned. */
  readonly release: () => void;
}

type Attempt<MODEL, RESULT> = (leg: Leg<MODEL>, signal: AbortSignal | undefined) => Promise<RESULT>;

/**
 * Tries the legs in order, for one call, until one responds.
 * @throws the caller's abort, a failure that stops the fallback, or one error for all legs
 */
export async function runLegs<MODEL, RESULT>(
  fallback: Fallback<MODEL>,
  caller: AbortSignal | undefined,
  attempt: Attempt<MODEL, RESULT>,
): Promise<Served<MODEL, RESULT>> {
  const { cooldown, decide } = fallback;
  const skipped = coolingLegs(fallback);
  const trace: CloudflareLegTrace[] = [];
  const failures: FailedLeg[] = [];
  for (const leg of fallback.legs) {
    caller?.throwIfAborted();
    if (skipped.has(leg)) {
      trace.push(legTrace(leg, 'skipped', 0));
      continue;
    }
    const tried = await tryLeg(fallback, leg, caller, attempt);
    if ('result' in tried) {
      cooldown?.succeeded(leg);
      trace.push(legTrace(leg, 'answered', tried.durationMs));
      return { leg, trace, ...tried };
    }
    // The caller has given up, whatever the leg's error is.
    caller?.throwIfAborted();
    const { error, durationMs } = tried;
    const failure = readLegFailure(error, leg);
    trace.push(legTrace(leg, 'failed', durationMs, failure));
    if (isAbort(error) || decide(failure.kind) === 'stop') throw withTrace(error, trace);
    if (!requestKinds.includes(failure.kind)) cooldown?.failed(leg);
    failures.push({ ...failure, error });
  }
  throw new CloudflareFallbackError(failures, trace);
}

/** The legs to skip: none if that would skip all. */
function coolingLegs<MODEL>({ legs, cooldown }: Fallback<MODEL>): ReadonlySet<Leg<MODEL>> {
  const cooling = new Set(legs.filter(leg => cooldown?.isCooling(leg)));
  return cooling.size === legs.length ? new Set() : cooling;
}

type Tried<RESULT> =
  | { readonly result: RESULT; readonly durationMs: number; readonly release: () => void }
  | { readonly error: unknown; readonly durationMs: number };

async function tryLeg<MODEL, RESULT>(
  { legTimeoutMs: ms }: Fallback<MODEL>,
  leg: Leg<MODEL>,
  caller: AbortSignal | undefined,
  attempt: Attempt<MODEL, RESULT>,
): Promise<Tried<RESULT>> {
  const watch = ms === undefined ? undefined : watchAbort(caller);
  watch?.limit(ms, () => legError(leg, 'timeout', `Nothing arrived within legTimeoutMs (${ms} ms).`));
  const signal = watch?.signal ?? caller;
  const start = Date.now();
  // The clock may be set back.
  const durationMs = (): number => Math.max(0, Date.now() - start);
  try {
    // Ends the wait even if the leg ignores its signal.
    const result = await untilAborted(attempt(leg, signal), signal);
    // The time limit covers the wait only; the caller's abort reaches the leg until `release`.
    watch?.arrived();
    return { result, durationMs: durationMs(), release: () => watch?.release() };
  } catch (error) {
    watch?.release();
    return { error, durationMs: durationMs() };
  }
}

/** An abort that is not the caller's, such as one in a user's `fetch`: it is meant to end the call. */
function isAbort(error: unknown): boolean {
  const name: unknown = Reflect.get(Object(error), 'name');
  return name === 'AbortError' || name === 'ResponseAborted';
}
