import { onAbort } from '../../abort.ts';
import { gatewayBase } from '../../endpoints/addresses.ts';
import { isCoreWire } from '../../endpoints/served-wires.ts';
import { gatewayRequest } from '../../endpoints/target.ts';
import type { PreparedRequest, PrepareRequest } from '../../request/prepare-request.ts';
import { type ServedStep, servedStep } from './served-step.ts';
import { type ServerLeg, unusableLeg } from './server-legs.ts';
import { type RecordedStep, sendSteps } from './universal-request.ts';

/** Several calls sent as one request. */
interface JointRequest {
  /** Prepares the call of a leg; its request waits for those of the others. */
  readonly prepare: (leg: ServerLeg<unknown>) => PrepareRequest;
  /** A call has failed. If it sent nothing, the others stop waiting. */
  readonly failed: (error: unknown) => void;
  /** The step that answered. */
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
  const parts: Part[] = [];
  // The executor runs before the constructor returns.
  let complete!: () => void;
  let failed!: JointRequest['failed'];
  const answer = new Promise<void>((resolve, reject) => {
    complete = resolve;
    failed = reject;
  }).then(async () => {
    const response = await send(legs, parts, prepared);
    return { response, step: servedStep(response, legs, parts) };
  });
  const join = async (index: number, part: Part): Promise<Response> => {
    parts[index] = part;
    // Counts the members, without holes.
    if (Object.keys(parts).length === legs.length) complete();
    const { response, step } = await answer;
    return step.reader === index ? response : unserved();
  };
  return {
    answered: answer.then(({ step }) => step),
    failed,
    prepare: leg => async input => {
      const request = await leg.prepare(input);
      // One request has one gateway.
      if (prepared.some(({ plan }) => plan.gatewayId !== request.plan.gatewayId))
        throw unusableLeg(leg, 'uses a different gateway than the other legs');
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
  // A step is always behind a gateway.
  const { binding, path = '', ...own } = plan.target;
  const gatewayId = plan.gatewayId ?? 'default';
  const listURL = binding ? own.url : gatewayBase(plan.connection, gatewayId);
  const redact = redactAll(prepared);
  // A vendor's package writes the end of the path behind its own URL.
  const url = isCoreWire(leg.route.wire) ? listURL : own.url;
  return {
    ...request,
    plan: { ...plan, target: { ...own, url } },
    // The one request is observed, not its parts.
    context: { ...context, redact, observer: undefined },
    fetch: (input, init) =>
      join(leg.index, {
        url: listURL,
        target: gatewayRequest(gatewayId, path + String(input).slice(url.length)),
        model: own.model,
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

/**
 * Sends with the signals of all calls, each the caller's or one with time limits: the first abort counts. Once the
 * response is there, the call that reads it ends it.
 */
async function send(
  legs: readonly ServerLeg<unknown>[],
  parts: readonly Part[],
  prepared: readonly PreparedRequest[],
): Promise<Response> {
  // A fallback has at least one leg, and all legs share a provider.
  const [leg] = legs as readonly [ServerLeg<unknown>];
  const [first] = prepared as readonly [PreparedRequest];
  const modelId = legs.map(each => each.modelId).join(' → ');
  const context = { ...first.context, modelId, redact: redactAll(prepared) };
  const controller = new AbortController();
  const releases = parts.map(({ signal }) => onAbort(signal, () => controller.abort(signal?.reason)));
  try {
    return await sendSteps(parts, leg.route.provider.settings(), context, controller.signal);
  } finally {
    for (const release of releases) release();
  }
}
