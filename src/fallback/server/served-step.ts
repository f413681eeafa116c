import { readGatewayMetadata } from '../../gateway/metadata/read-metadata.ts';
import type { ModelReference } from '../../upstreams/model-id.ts';
import { knownUpstream } from '../../upstreams/registry.ts';
import type { ServerLeg } from './server-legs.ts';
import type { RecordedStep } from './universal-request.ts';

/** A step as response headers can name it. */
export interface StepIdentity {
  readonly reference: ModelReference;
  /** Provider and model on the wire. */
  readonly provider: string;
  readonly model: string;
}

/** The step that answered. */
export interface ServedStep {
  /** The leg that reads the response. */
  readonly reader: number;
  /** The step that it comes from; `undefined` if the gateway did not report it. */
  readonly served: StepIdentity | undefined;
}

/** If nothing identifies the step, the first leg reads a success and the last one a failure. */
export function servedStep(
  { headers, ok }: Response,
  legs: readonly ServerLeg<unknown>[],
  steps: readonly RecordedStep[],
): ServedStep {
  // A step has the position of its leg.
  const identities = steps.map((step, index) => identityOf(step, legs[index] as ServerLeg<unknown>));
  const index = stepNumber(headers, identities);
  const reader = index ?? (ok ? 0 : steps.length - 1);
  return { reader, served: index === undefined ? undefined : identities[index] };
}

/** On compat, the model id names its provider. */
function identityOf(
  { target: { provider }, model }: RecordedStep,
  { route: { reference } }: ServerLeg<unknown>,
): StepIdentity {
  const [, author = provider, name = model] = (provider === 'compat' && /^([^/]*)\/(.*)/s.exec(model)) || [];
  return { reference, provider: author, model: name };
}

/**
 * The step that a response comes from: by its number or, if that is missing or 0 (which may be all that is ever written),
 * by provider and model, if they identify exactly one step.
 * @see https://developers.cloudflare.com/ai-gateway/usage/universal/
 */
function stepNumber(headers: Headers, steps: readonly StepIdentity[]): number | undefined {
  if (steps.length === 1) return 0;
  const { step, provider, model } = readGatewayMetadata(name => headers.get(name));
  if (step !== undefined && step > 0 && step < steps.length) return step;
  return namedStep(steps, provider, model) ?? (step === 0 ? 0 : undefined);
}

function namedStep(
  steps: readonly StepIdentity[],
  provider: string | undefined,
  model: string | undefined,
): number | undefined {
  // Such a step reports the model that it picked, which may be that of another step.
  if (steps.some(({ reference }) => reference.upstream.picksModel)) return undefined;
  const upstream = provider && (knownUpstream(provider)?.name ?? provider);
  const ofProvider = steps.filter(({ reference }) => !upstream || reference.upstream.name === upstream);
  const ofModel = ofProvider.filter(
    step => model === step.model || model === `${step.provider}/${step.model}`,
  );
  const [found, ...others] = ofModel.length > 0 || !upstream ? ofModel : ofProvider;
  return found === undefined || others.length > 0 ? undefined : steps.indexOf(found);
}
