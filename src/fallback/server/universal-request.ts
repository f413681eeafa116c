import type { StepTarget } from '../../endpoints/universal.ts';
import { readBindingOptions } from '../../gateway/options/binding-options.ts';

type Headers = Readonly<Record<string, string>>;

/** Where a step goes, and the model's name there. */
export interface ListTarget extends StepTarget {
  readonly model: string;
  readonly gatewayId: string | null | undefined;
}

/** A call as it would be sent alone, and where it stands in a list. */
export interface RecordedStep {
  readonly target: ListTarget;
  readonly body: Readonly<Record<string, unknown>>;
  /** All headers, with lower-case names. */
  readonly headers: Headers;
  /** Names of the headers that carry its credentials. */
  readonly secret: ReadonlySet<string>;
}

/** One step on the wire. @see https://developers.cloudflare.com/ai-gateway/usage/universal/ */
export interface UniversalStep {
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
 * The one request of several calls. What proves the caller to the gateway stands in the request alone, and the
 * credential of a vendor in its own step alone. A gateway option that all calls share is one of the request; where
 * they differ, each stands in its step, which wins. Other headers are for the vendors, and stand in the steps.
 */
export function universalRequest(calls: readonly RecordedStep[]): UniversalRequest {
  const sorted = calls.map(sort);
  const common = inAll(sorted.map(({ options }) => options));
  return {
    headers: { ...sorted[0]?.gate, ...inAll(sorted.map(({ plain }) => plain)), ...common },
    steps: sorted.map(({ call, plain, credentials, options }) => {
      const special = without(options, common);
      const config = configOf(special);
      return {
        provider: call.target.provider,
        endpoint: call.target.endpoint,
        headers: { ...plain, ...without(special, timing(special)), ...credentials },
        query: call.body,
        ...(Object.keys(config).length > 0 && { config }),
      };
    }),
  };
}

/** The headers of a call by whom they are for. */
function sort(call: RecordedStep) {
  const { headers, secret } = call;
  const forVendor = readBindingOptions(headers, 'gateway').headers;
  const pick = (wanted: (name: string) => boolean): Headers =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => wanted(name)));
  return {
    call,
    /** Of the gateway: credentials, and options. */
    gate: pick(name => secret.has(name) && !Object.hasOwn(forVendor, name)),
    options: pick(name => !secret.has(name) && !Object.hasOwn(forVendor, name)),
    /** Of the vendor: credentials, and all the rest. */
    credentials: pick(name => secret.has(name) && Object.hasOwn(forVendor, name)),
    plain: pick(name => !secret.has(name) && Object.hasOwn(forVendor, name)),
  };
}

/** The headers that all have, with one value. */
function inAll([first = {}, ...others]: readonly Headers[]): Headers {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every(headers => headers[name] === value)),
  );
}

function without(headers: Headers, others: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !Object.hasOwn(others, name)));
}

/** The headers for which a step has `config`. */
function timing(headers: Headers): Headers {
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
