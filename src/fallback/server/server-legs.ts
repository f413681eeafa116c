import { clientInstead, stepEndpoints, universalConnection } from '../../endpoints/universal.ts';
import { createPrepareRequest, type PrepareRequest } from '../../request/prepare-request.ts';
import type { ModelRoute } from '../../request/request-plan.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import type { Leg } from '../leg.ts';

/** A model of ours, of any specification, whose call can be a step of a request. */
export interface StepModel {
  readonly route: () => ModelRoute;
}

/** A leg that can be a step of a request. */
export interface ServerLeg<MODEL> extends Leg<MODEL> {
  readonly route: ModelRoute;
  /** Prepares its call as a step. */
  readonly prepare: PrepareRequest;
}

/**
 * The legs of a fallback that a gateway runs, checked without sending anything.
 * @param routeOf where the calls of a model go, if it is one of this package
 * @throws InvalidArgumentError naming a leg that the gateway cannot run
 */
export function serverLegs<MODEL>(
  legs: readonly Leg<MODEL>[],
  routeOf: (model: MODEL) => ModelRoute | undefined,
): readonly ServerLeg<MODEL>[] {
  const routes = legs.map(({ model }) => routeOf(model));
  return legs.map((leg, index) => {
    const route = routes[index];
    if (route === undefined) throw unusableLeg(leg, 'is not a plain model of this package');
    const { provider, reference, wire } = route;
    const { upstream } = reference;
    if (provider !== routes[0]?.provider)
      throw unusableLeg(leg, 'belongs to a different provider instance than the leg before it');
    if (upstream.router || stepEndpoints(upstream, wire).length === 0)
      throw unusableLeg(leg, 'has no path for steps behind a gateway');
    return { ...leg, route, prepare: prepareStep(route) };
  });
}

/** The error for a leg that cannot be a step. */
export function unusableLeg<MODEL>({ index, modelId }: Leg<MODEL>, problem: string): Error {
  return invalidArgument({
    setting: `models[${index}]`,
    problem: `"${modelId.slice(0, 200)}" ${problem}. ${clientInstead}, or remove this leg.`,
    example: "cloudflare.fallback([…], { mode: 'client' })",
  });
}

/**
 * Prepares calls of a model as steps behind a gateway: on its upstream's own path, or on compat if that is the only one.
 * The model's own preparation does not change.
 */
function prepareStep(route: ModelRoute): PrepareRequest {
  // The binding's own `run` accepts one model; a list goes through `run` of a gateway.
  const { binding: _, ...upstream } = route.reference.upstream;
  const reference = { ...route.reference, upstream };
  return createPrepareRequest({
    ...route,
    reference,
    narrow: (...found) => universalConnection(reference, route.wire, ...found),
  });
}
