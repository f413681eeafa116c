import type { CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import type { Leg } from './leg.ts';
import type { LegFailure } from './leg-failure.ts';

/** The entry of a leg in a trace; unknown fields are omitted. */
export function legTrace<MODEL>(
  { index, modelId, provider }: Leg<MODEL>,
  outcome: CloudflareLegTrace['outcome'],
  durationMs: number | undefined,
  { statusCode, code, kind, logId }: Partial<LegFailure> = {},
): CloudflareLegTrace {
  return {
    ...{ leg: index, modelId, provider, outcome },
    ...(statusCode !== undefined && { status: statusCode }),
    // Codes are short; anything longer is something else.
    ...(code !== undefined && { code: typeof code === 'string' ? code.slice(0, 60) : code }),
    ...(kind !== undefined && { kind }),
    ...(durationMs !== undefined && { durationMs }),
    ...(logId !== undefined && { logId }),
  };
}

/** The outcome of a list of steps, and the leg that the response comes from. */
interface Ending {
  readonly index: number;
  readonly outcome: 'answered' | 'failed';
  /** For the whole request. */
  readonly durationMs: number;
  readonly facts: Partial<LegFailure>;
}

/**
 * The trace up to the leg that the response comes from. A gateway tries the legs in order, so those before it have
 * failed; how and when is not reported.
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
