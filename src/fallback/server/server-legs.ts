import { clientInstead, stepEndpoints } from '../../endpoints/universal.ts';
import type { PrepareRequest } from '../../request/prepare-request.ts';
import type { ProviderContext } from '../../request/provider-context.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';
import type { ModelReference } from '../../upstreams/parse-model-id.ts';
import type { Leg } from '../leg.ts';
import { prepareStep } from './prepare-step.ts';
import type { StepModel } from './step-model.ts';

/** A leg that can be a step of one request. */
export interface ServerLeg<MODEL> extends Leg<MODEL> {
  readonly reference: ModelReference;
  readonly context: ProviderContext;
  readonly prepare: PrepareRequest;
}

/**
 * The legs of a fallback that a gateway runs. All of them are checked now, as far as the models alone can tell.
 * @param own the model where it is one of this package, `undefined` for every other
 * @throws InvalidArgumentError naming a leg that a gateway cannot ask for this provider
 */
export function serverLegs<MODEL, OWN extends StepModel>(
  legs: readonly Leg<MODEL>[],
  own: (model: MODEL) => OWN | undefined,
): readonly ServerLeg<OWN>[] {
  let shared: ProviderContext | undefined;
  return legs.map(leg => {
    const model = own(leg.model);
    if (model === undefined)
      throw refused(leg, 'is a model of another package, or one inside another, which no gateway asks');
    const route = model.route();
    shared ??= route.provider;
    if (route.provider !== shared) {
      const problem =
        'is a model of another provider instance than the leg before it, and one request has one connection';
      throw refused(leg, problem);
    }
    checkUpstream(leg, route.reference);
    return { ...leg, model, reference: route.reference, context: shared, prepare: prepareStep(route) };
  });
}

function checkUpstream<MODEL>(leg: Leg<MODEL>, { upstream }: ModelReference): void {
  if (upstream.router)
    throw refused(leg, 'picks among models by itself, and is documented for the compat endpoint only');
  if (stepEndpoints(upstream).length > 0) return;
  throw refused(leg, 'has no path behind a gateway, where a list of steps is run');
}

/** The error for a leg that cannot be a step. */
export function refused<MODEL>({ index, modelId }: Leg<MODEL>, problem: string): Error {
  return invalidArgument({
    setting: `models[${index}]`,
    problem: `"${modelId.slice(0, 200)}" ${problem}. ${clientInstead}, or take this leg out.`,
    example: "cloudflare.fallback([…], { mode: 'client' })",
  });
}
