import { isCoreWire } from '../../endpoints/select-endpoint.ts';
import { stepTarget } from '../../endpoints/universal.ts';
import type { PreparedRequest, PrepareRequest } from '../../request/prepare-request.ts';
import { type ServedStep, servedStep } from './served-step.ts';
import { type ServerLeg, unusableLeg } from './server-legs.ts';
import { type RecordedStep, sendSteps, universalRequest, withAny } from './universal-request.ts';

/** Several calls sent as one request. */
interface JointRequest {
  /** Prepares the call of a leg; its request waits for those of the others. */
  readonly prepare: (leg: ServerLeg<unknown>) => PrepareRequest;
  /** The call of a leg has failed. If it sent nothing, the others stop waiting. */
  readonly failed: (leg: ServerLeg<unknown>, error: unknown) => void;
  /** The step that answered. It never settles if none does, since the calls fail then. */
  readonly answered: Promise<ServedStep>;
}

/** The request of one leg, as it would be sent on its own. */
interface Part extends RecordedStep {
  readonly signal: AbortSignal | undefined;
}

/**
 * Joins the requests of several calls. Each call runs as it would on its own, up to its `fetch`, where it waits for the
 * others; then one request is sent. The call that the response belongs to gets it, and all others an empty one.
 */
export function jointRequest(legs: readonly ServerLeg<unknown>[]): JointRequest {
  const prepared: PreparedRequest[] = [];
  const parts: readonly Deferred<Part>[] = legs.map(() => deferred<Part>());
  const answer = Promise.all(parts.map(({ promise }) => promise)).then(async all => {
    const response = await send(legs, all, prepared);
    return { response, step: servedStep(response, legs, all) };
  });
  const join = async (index: number, part: Part): Promise<Response> => {
    parts[index]?.resolve(part);
    const { response, step } = await answer;
    return step.reader === index ? response : unserved();
  };
  return {
    // Failures are reported by the calls, which wait for the same response.
    answered: new Promise(resolve => void answer.then(({ step }) => resolve(step)).catch(() => undefined)),
    failed: ({ index }, error) => parts[index]?.reject(error),
    prepare: leg => async input => {
      const request = await leg.prepare(input);
      checkSameGateway(leg, request, prepared);
      prepared.push(request);
      return asStep(leg, request, prepared, join);
    },
  };
}

/** The request of a leg with the list's URL, redacting the secrets of all legs: a response may echo any of them. */
function asStep(
  leg: ServerLeg<unknown>,
  request: PreparedRequest,
  prepared: readonly PreparedRequest[],
  join: (index: number, part: Part) => Promise<Response>,
): PreparedRequest {
  const { plan, context, credentials } = request;
  const target = stepTarget(leg.context.resolved().connection, plan.target, plan.gatewayId);
  const redact = redactAll(prepared);
  // A vendor's package writes the end of the path.
  const { binding: _, ...own } = plan.target;
  const url = isCoreWire(leg.wire) ? target.url : own.url;
  return {
    ...request,
    plan: { ...plan, target: { ...own, url } },
    // Told of the one request, not of what becomes part of it.
    context: { ...context, redact, observer: undefined },
    fetch: (input, init) =>
      join(leg.index, {
        target: {
          ...target,
          endpoint: target.endpoint + String(input).slice(url.length),
          model: plan.target.model,
          gatewayId: plan.gatewayId,
        },
        body: JSON.parse(String(init?.body)),
        headers: Object.fromEntries(new Headers(init?.headers)),
        secret: new Set(Object.keys(credentials.masked)),
        signal: init?.signal ?? undefined,
      }),
  };
}

function redactAll(prepared: readonly PreparedRequest[]): (text: string) => string {
  return text => prepared.reduce((redacted, other) => other.context.redact(redacted), text);
}

/** The response for the other calls: not streamed, so that nothing is left open. */
function unserved(): Response {
  return new Response('{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}');
}

/** One request has one gateway. */
function checkSameGateway(
  leg: ServerLeg<unknown>,
  { plan }: PreparedRequest,
  others: readonly PreparedRequest[],
): void {
  if (others.every(other => other.plan.gatewayId === plan.gatewayId)) return;
  throw unusableLeg(leg, 'uses a different gateway than the other legs');
}

function send(
  legs: readonly ServerLeg<unknown>[],
  parts: readonly Part[],
  prepared: readonly PreparedRequest[],
): Promise<Response> {
  // A fallback has at least one leg, and all legs share a provider and a gateway.
  const [{ context }] = legs as readonly [ServerLeg<unknown>];
  const [{ target }] = parts as readonly [Part];
  const [first] = prepared as readonly [PreparedRequest];
  const request = universalRequest(parts);
  return withAny(
    parts.map(({ signal }) => signal),
    signal =>
      sendSteps({
        settings: context.settings(),
        target,
        request,
        signal,
        context: {
          ...first.context,
          modelId: legs.map(({ modelId }) => modelId).join(' → '),
          redact: redactAll(prepared),
        },
      }),
  );
}

/** A promise that is settled from outside. */
interface Deferred<VALUE> {
  readonly promise: Promise<VALUE>;
  readonly resolve: (value: VALUE) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<VALUE>(): Deferred<VALUE> {
  // The executor runs before the constructor returns.
  let settle!: Omit<Deferred<VALUE>, 'promise'>;
  const promise = new Promise<VALUE>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
