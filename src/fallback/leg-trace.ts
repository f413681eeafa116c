import type { CloudflareLegTrace } from '../gateway/errors/cloudflare-error-info.ts';
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
