import type { CloudflareLegTrace } from '../../gateway/errors/error-info.ts';
import { withTrace } from '../fallback-error.ts';
import { optionsOfLeg } from '../leg.ts';
import { type LegFailure, readLegFailure } from '../leg-failure.ts';
import { legTrace, type RunFallback, stopwatch } from '../run-legs.ts';
import { jointRequest } from './joint-request.ts';
import type { ServerLeg } from './server-legs.ts';

/**
 * Sends several legs to a gateway in one request. Each leg shapes its step as it would its own request, and reads the
 * response if it comes from that step. The gateway tries the legs in order, so those before it have failed; how and
 * when is not reported.
 */
export function runInGateway<MODEL>(legs: readonly ServerLeg<MODEL>[]): RunFallback<MODEL> {
  return async (options, attempt) => {
    const since = stopwatch();
    const { answered, failed, prepare } = jointRequest(legs);
    const calls = legs.map(leg => attempt(leg, optionsOfLeg(options, leg.options, undefined), prepare(leg)));
    for (const call of calls) call.catch(failed);
    // A call that fails on its own, before or because of the request, fails them all.
    const { reader, served } = await answered.catch(() => Promise.all(calls) as Promise<never>);
    // A leg's index is its position in the list.
    const [leg, call] = [legs[reader], calls[reader]] as [ServerLeg<MODEL>, (typeof calls)[number]];
    const traceOf = (outcome: 'answered' | 'failed', failure?: LegFailure): CloudflareLegTrace[] => [
      ...legs.slice(0, reader).map(before => legTrace(before, 'failed')),
      legTrace(leg, outcome, since(), failure),
    ];
    try {
      const result = await call;
      if (served === undefined) return { leg, result, facts: {} };
      const { reference, provider, model } = served;
      const names = reference.upstream.picksModel ? {} : { provider, model };
      return { leg, result, facts: { step: reader, trace: traceOf('answered') }, names };
    } catch (error) {
      throw served ? withTrace(error, traceOf('failed', readLegFailure(error, leg))) : error;
    }
  };
}
