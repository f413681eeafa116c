import type { CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import type { Leg } from './leg.ts';
import type { LegFailure } from './leg-failure.ts';

/** What became of a leg, for the trace; what is not known is left out. */
export function legTrace<MODEL>(
  { index, modelId, provider }: Leg<MODEL>,
  outcome: CloudflareLegTrace['outcome'],
  durationMs: number | undefined,
  { statusCode, code, kind, logId }: Partial<LegFailure> = {},
): CloudflareLegTrace {
  return {
    ...{ leg: index, modelId, provider, outcome },
    ...(statusCode !== undefined && { status: statusCode }),
    // Codes are words; what is longer is something else.
    ...(code !== undefined && { code: typeof code === 'string' ? code.slice(0, 60) : code }),
    ...(kind !== undefined && { kind }),
    ...(durationMs !== undefined && { durationMs }),
    ...(logId !== undefined && { logId }),
  };
}

/** How a gateway's answer to a list of steps ended, and which leg it comes from. */
interface Ending {
  readonly index: number;
  readonly outcome: 'answered' | 'failed';
  /** Of the whole request. */
  readonly durationMs: number;
  readonly facts: Partial<LegFailure>;
}

/**
 * What became of the legs up to the one that an answer comes from. A gateway asks them in order, so those before it
 * have failed; how and when is not told.
 */
export function serverTrace<MODEL>(
  legs: readonly Leg<MODEL>[],
  { index, outcome, durationMs, facts }: Ending,
): CloudflareLegTrace[] {
  return legs
    .slice(0, index + 1)
    .map((leg, position) =>
      position < index ? legTrace(leg, 'failed', undefined) : legTrace(leg, outcome, durationMs, facts),
    );
}
