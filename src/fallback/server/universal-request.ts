import { onAbort } from '../../abort.ts';
import type { StepTarget } from '../../endpoints/universal.ts';
import { readBindingOptions } from '../../gateway/options/binding-options.ts';
import type { CallContext } from '../../gateway/errors/exchange.ts';
import { createBindingFetch } from '../../request/binding/binding-fetch.ts';
import { observedFetch } from '../../request/observed-fetch.ts';
import type { CloudflareProviderSettings } from '../../request/provider-context.ts';
import type { CloudflareBinding } from '../../settings/cloudflare-binding.ts';

type Headers = Readonly<Record<string, string>>;

/** The target of a step, and the model's name there. */
interface ListTarget extends StepTarget {
  readonly model: string;
  readonly gatewayId: string | null | undefined;
}

/** A call as it would be sent on its own, and its target as a step. */
export interface RecordedStep {
  readonly target: ListTarget;
  readonly body: Readonly<Record<string, unknown>>;
  /** All headers, with lower-case names. */
  readonly headers: Headers;
  /** Names of the headers that carry its credentials. */
  readonly secret: ReadonlySet<string>;
}

/** One step on the wire. @see https://developers.cloudflare.com/ai-gateway/usage/universal/ */
interface UniversalStep {
  readonly provider: string;
  readonly endpoint: string;
  readonly headers: Headers;
  /** The request body for the provider. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly config?: StepConfig;
}

/** Time and retries of one step; times in milliseconds. */
interface StepConfig {
  readonly requestTimeout?: number;
  readonly maxAttempts?: number;
  readonly retryDelay?: number;
  readonly backoff?: string;
}

export interface UniversalRequest {
  readonly headers: Headers;
  readonly steps: readonly UniversalStep[];
}

/**
 * The one request of several calls. Credentials for the gateway are in the request only, and a vendor's credential in its
 * own step only. A gateway option that all calls share is in the request; where calls differ, it is in each step, which
 * takes precedence. Other headers are for the vendors and are in the steps.
 */
export function universalRequest(calls: readonly RecordedStep[]): UniversalRequest {
  const parts = calls.map(byRecipient);
  const common = commonHeaders(parts.map(({ options }) => options));
  return {
    headers: {
      ...parts[0]?.gatewayCredentials,
      ...commonHeaders(parts.map(({ plain }) => plain)),
      ...common,
    },
    steps: parts.map(({ call, plain, vendorCredentials, options }) => {
      const own = without(options, common);
      const config = configOf(own);
      return {
        provider: call.target.provider,
        endpoint: call.target.endpoint,
        headers: { ...plain, ...without(own, configHeaders(own)), ...vendorCredentials },
        query: call.body,
        ...(Object.keys(config).length > 0 && { config }),
      };
    }),
  };
}

/** The headers of a call, by recipient. */
function byRecipient(call: RecordedStep) {
  const { headers, secret } = call;
  const forVendor = readBindingOptions(headers, 'gateway').headers;
  const pick = (wanted: (name: string) => boolean): Headers =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => wanted(name)));
  return {
    call,
    /** For the gateway: credentials and options. */
    gatewayCredentials: pick(name => secret.has(name) && !Object.hasOwn(forVendor, name)),
    options: pick(name => !secret.has(name) && !Object.hasOwn(forVendor, name)),
    /** For the vendor: credentials and everything else. */
    vendorCredentials: pick(name => secret.has(name) && Object.hasOwn(forVendor, name)),
    plain: pick(name => !secret.has(name) && Object.hasOwn(forVendor, name)),
  };
}

/** The headers that all calls have with the same value. */
function commonHeaders([first = {}, ...others]: readonly Headers[]): Headers {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every(headers => headers[name] === value)),
  );
}

function without(headers: Headers, others: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !Object.hasOwn(others, name)));
}

/** The headers that a step carries as `config`. */
function configHeaders(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => Object.keys(configOf({ [name]: value })).length > 0),
  );
}

function configOf(headers: Headers): StepConfig {
  const { requestTimeoutMs, retries } = readBindingOptions(headers, 'gateway').gateway;
  return {
    ...(requestTimeoutMs !== undefined && { requestTimeout: requestTimeoutMs }),
    ...(retries?.maxAttempts !== undefined && { maxAttempts: retries.maxAttempts }),
    ...(retries?.retryDelayMs !== undefined && { retryDelay: retries.retryDelayMs }),
    ...(retries?.backoff !== undefined && { backoff: retries.backoff }),
  };
}

interface Sending {
  readonly settings: CloudflareProviderSettings;
  readonly target: ListTarget;
  readonly request: UniversalRequest;
  readonly signal: AbortSignal | undefined;
  /** What the settings `onRequest` and `onResponse` receive of it. */
  readonly context: CallContext;
}

/** Sends a list of steps, over HTTP or through the binding. */
export async function sendSteps(sending: Sending): Promise<Response> {
  const { settings, target, request, signal, context } = sending;
  const { binding } = settings;
  const init = { method: 'POST', headers: { ...request.headers }, ...(signal !== undefined && { signal }) };
  if (binding !== undefined) {
    const send = createBindingFetch(withSteps(binding, request.steps), {
      ...{ form: 'gateway', provider: '', endpoint: '' },
      gatewayId: target.gatewayId ?? 'default',
    });
    const stream = request.steps.some(
      ({ query, endpoint }) => query.stream === true || endpoint.includes('stream'),
    );
    return observedFetch(send, context)(target.url, { ...init, body: JSON.stringify({ stream }) });
  }
  // Called without a receiver: workerd refuses a fetch with a foreign `this`.
  const fetch = observedFetch(settings.fetch ?? globalThis.fetch, context);
  return fetch(target.url, { ...init, body: JSON.stringify(request.steps), redirect: 'manual' });
}

interface ListGateway {
  run(steps: never, options?: object): PromiseLike<unknown>;
}

/** The binding, sending these steps in place of a single request. */
function withSteps(binding: CloudflareBinding, steps: readonly UniversalStep[]): CloudflareBinding {
  return {
    run: (...args) => binding.run(...args),
    gateway: id => {
      const gateway: ListGateway = binding.gateway(id);
      // Our type of the method has one request; it also accepts a list (workerd 1.20260426.1, 2026-04).
      return { run: (_, options) => gateway.run(steps as never, options) };
    },
  };
}

/**
 * Sends with the signals of several calls, each the caller's or one with time limits: the first abort counts. Once the
 * response is there, the call that reads it ends it.
 */
export async function withAny<RESULT>(
  all: readonly (AbortSignal | undefined)[],
  send: (signal: AbortSignal | undefined) => Promise<RESULT>,
): Promise<RESULT> {
  const signals = [...new Set(all)].filter(signal => signal !== undefined);
  if (signals.length < 2) return send(signals[0]);
  const controller = new AbortController();
  const releases = signals.map(signal => onAbort(signal, () => controller.abort(signal.reason)));
  try {
    return await send(controller.signal);
  } finally {
    for (const release of releases) release();
  }
}
