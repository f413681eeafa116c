import { withTrace } from '../fallback-error.ts';
import { readLegFailure } from '../leg-failure.ts';
import { type CallOptionsLike, optionsOfLeg } from '../leg-options.ts';
import { jointRequest } from './joint-request.ts';
import type { ServedStep, StepIdentity } from './served-step.ts';
import type { ServerLeg } from './server-legs.ts';
import { serverTrace } from './server-trace.ts';
import type { AskStep } from './step-model.ts';

/** The answer to a list of steps. */
export interface Answer<RESULT> {
  readonly result: RESULT;
  /** Position of the leg by whose rules the answer was read. */
  readonly reader: number;
  /** The step that it comes from; `undefined` where the gateway did not say. */
  readonly served: StepIdentity | undefined;
  /** From the call to its result, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Asks a gateway for the first of several legs that answers, in one request. Each leg shapes its step as it would
 * its own request, and reads the answer where it comes from it.
 */
export async function askGateway<MODEL, OPTIONS extends CallOptionsLike, RESULT>(
  legs: readonly ServerLeg<MODEL>[],
  options: OPTIONS,
  ask: AskStep<MODEL, OPTIONS, RESULT>,
): Promise<Answer<RESULT>> {
  const start = Date.now();
  // Clocks may be set back.
  const durationMs = (): number => Math.max(0, Date.now() - start);
  const joint = jointRequest(legs);
  const calls = legs.map(leg => ({
    leg,
    result: ask(leg.model, optionsOfLeg(options, leg.options, undefined), joint.prepare(leg)),
  }));
  // A call that fails by itself, before the request or because of it, speaks for all.
  const failed = calls.map(
    ({ leg, result }) =>
      new Promise<ServedStep>(resolve => {
        result.catch(error => {
          joint.failed(leg, error);
          resolve({ reader: leg.index, served: undefined });
        });
      }),
  );
  const { reader, served } = await Promise.race([joint.answered, ...failed]);
  // The legs are numbered as they stand in the list.
  const { result } = calls[reader] as (typeof calls)[number];
  try {
    return { result: await result, reader, served, durationMs: durationMs() };
  } catch (error) {
    throw served === undefined ? error : tracedError(error, legs, reader, durationMs());
  }
}

function tracedError<MODEL>(
  error: unknown,
  legs: readonly ServerLeg<MODEL>[],
  reader: number,
  durationMs: number,
): unknown {
  const leg = legs[reader];
  if (leg === undefined) return error;
  const facts = readLegFailure(error, leg);
  return withTrace(error, serverTrace(legs, { index: reader, outcome: 'failed', durationMs, facts }));
}
