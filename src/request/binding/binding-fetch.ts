import type { BindingTarget } from '../../endpoints/target.ts';
import { bindingFailure } from '../../gateway/errors/binding-failure.ts';
import { type BindingOptions, readBindingOptions } from '../../gateway/options/binding-options.ts';
import { isRecord } from '../../json-values.ts';
import type {
  CloudflareBinding,
  CloudflareBindingCallOptions,
  CloudflareBindingRequest,
  CloudflareBindingRunOptions,
} from '../../settings/cloudflare-binding.ts';
import { toResponse } from './binding-response.ts';

type Body = Readonly<Record<string, unknown>>;
type Send = (body: Body, options: BindingOptions, signal: AbortSignal | undefined) => PromiseLike<unknown>;

/**
 * The binding in the form of a `fetch`: a body goes in, the raw response comes out, and an error that the binding
 * makes of a response becomes that response again. So everything around it is the same as for a request.
 */
export function createBindingFetch(
  binding: CloudflareBinding,
  target: BindingTarget,
): typeof globalThis.fetch {
  const send = target.form === 'run' ? runWith(binding, target) : requestWith(binding, target);
  return async (_, init) => {
    // Inputs of a model may hold streams, which a binding accepts as they are.
    const body: Body = isRecord(init?.body) ? init.body : JSON.parse(String(init?.body));
    const options = readBindingOptions(Object.fromEntries(new Headers(init?.headers)), target.form);
    return respond(signal => send(body, options, signal), init?.signal);
  };
}

async function respond(
  call: (signal: AbortSignal | undefined) => PromiseLike<unknown>,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  try {
    return toResponse(await callWithSignal(call, signal));
  } catch (error) {
    const failure = signal?.aborted ? undefined : bindingFailure(error);
    if (failure === undefined) throw error;
    return failure;
  }
}

/** `env.AI.run`: what REST reads in the body's `options`, the binding accepts as its own. */
function runWith(binding: CloudflareBinding, target: BindingTarget & { readonly form: 'run' }): Send {
  const { model, gatewayId } = target;
  return (body, { gateway, extraHeaders, headers }, signal) => {
    const { model: _, options, ...fields } = body;
    const { 'content-type': __, ...others } = headers;
    const all: CloudflareBindingRunOptions = {
      ...(typeof options === 'object' && options),
      ...(gatewayId !== undefined && { gateway: { ...gateway, id: gatewayId } }),
      returnRawResponse: true,
      extraHeaders: { ...others, ...extraHeaders },
      ...(signal !== undefined && { signal }),
    };
    return binding.run(model, fields, all);
  };
}

/** `env.AI.gateway(id).run`: a request for the vendor, or for the unified endpoint, in an envelope. */
function requestWith(binding: CloudflareBinding, target: BindingTarget & { readonly form: 'gateway' }): Send {
  const { gatewayId, provider, endpoint } = target;
  return (query, { gateway, extraHeaders, headers }, signal) => {
    const all: CloudflareBindingCallOptions = {
      gateway: { ...gateway, id: gatewayId },
      extraHeaders: { ...extraHeaders },
      ...(signal !== undefined && { signal }),
    };
    // Our type of the method has one request; it also accepts a list of steps (workerd 1.20260426.1, 2026-04).
    const call = Array.isArray(query) ? query : { provider, endpoint, headers: { ...headers }, query };
    return binding.gateway(gatewayId).run(call as CloudflareBindingRequest, all);
  };
}

/** One call of the binding; `undefined`: without a signal. */
export type SignalCall = (signal: AbortSignal | undefined) => PromiseLike<unknown>;

/**
 * Calls with the caller's signal, and once more without it where the runtime refuses to pass one on: signals do not
 * cross every boundary between Workers, and a call that was refused for it has not been made.
 * @see https://github.com/cloudflare/workerd/pull/6379
 */
async function callWithSignal(call: SignalCall, signal: AbortSignal | null | undefined): Promise<unknown> {
  try {
    return await call(signal ?? undefined);
  } catch (error) {
    if (!signal || !isCloneError(error)) throw error;
    signal.throwIfAborted();
    return call(undefined);
  }
}

function isCloneError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'name') === 'DataCloneError';
}
