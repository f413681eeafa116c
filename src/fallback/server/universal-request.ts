import type { GatewayRequest } from '../../endpoints/target.ts';
import type { CallContext } from '../../gateway/errors/exchange.ts';
import { readBindingOptions, readOptionHeader } from '../../gateway/options/binding-options.ts';
import { createBindingFetch } from '../../request/binding/binding-fetch.ts';
import { observedFetch } from '../../request/observed-fetch.ts';
import type { CloudflareProviderSettings } from '../../request/provider-context.ts';

type Headers = Readonly<Record<string, string>>;

/** A call as it would be sent on its own, and as a step. */
export interface RecordedStep {
  /** The URL of the list. */
  readonly url: string;
  readonly target: GatewayRequest;
  /** The model's name there. */
  readonly model: string;
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
  readonly config?: object;
}

interface UniversalRequest {
  readonly headers: Headers;
  readonly steps: readonly UniversalStep[];
}

/**
 * The one request of several calls. Credentials for the gateway are in the request only, and a vendor's credential in its
 * own step only. A gateway option that all calls share is in the request; where calls differ, it is in each step, which
 * takes precedence. Other headers are for the vendors and are in the steps.
 */
function universalRequest(calls: readonly RecordedStep[]): UniversalRequest {
  const parts = calls.map(byRecipient);
  const common = commonHeaders(parts.map(({ options }) => options));
  return {
    headers: {
      ...parts[0]?.gatewayCredentials,
      ...commonHeaders(parts.map(({ plain }) => plain)),
      ...common,
    },
    steps: parts.map(({ target, body, plain, vendorCredentials, options }) => {
      const own = withConfig(pick(options, name => !Object.hasOwn(common, name)));
      return {
        provider: target.provider,
        endpoint: target.endpoint,
        headers: { ...plain, ...own.headers, ...vendorCredentials },
        query: body,
        ...(Object.keys(own.config).length > 0 && { config: own.config }),
      };
    }),
  };
}

function pick(headers: Headers, wanted: (name: string) => boolean): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => wanted(name)));
}

/** A call with its headers by recipient: the gateway gets credentials and options, the vendor everything else. */
function byRecipient(call: RecordedStep) {
  const forVendor = readBindingOptions(call.headers, 'gateway').headers;
  const part = (recipient: 'gateway' | 'vendor', secret: boolean): Headers =>
    pick(
      call.headers,
      name => call.secret.has(name) === secret && Object.hasOwn(forVendor, name) === (recipient === 'vendor'),
    );
  return {
    ...call,
    gatewayCredentials: part('gateway', true),
    options: part('gateway', false),
    vendorCredentials: part('vendor', true),
    plain: part('vendor', false),
  };
}

/** The headers that all calls have with the same value. */
function commonHeaders([first = {}, ...others]: readonly Headers[]): Headers {
  return pick(first, name => others.every(headers => headers[name] === first[name]));
}

/** The options of a step: what it carries as `config`, and the headers of all others. */
function withConfig(options: Headers): { readonly headers: Headers; readonly config: object } {
  const headers: Record<string, string> = {};
  const config: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(options)) {
    const option = readOptionHeader(name, text);
    if (option?.config) config[option.config] = option.value;
    else headers[name] = text;
  }
  return { headers, config };
}

/**
 * Sends several calls as one list of steps, over HTTP or through the binding.
 * @param context what the settings `onRequest` and `onResponse` receive of it
 */
export async function sendSteps(
  calls: readonly RecordedStep[],
  { fetch = globalThis.fetch, binding }: CloudflareProviderSettings,
  context: CallContext,
  signal: AbortSignal,
): Promise<Response> {
  // All steps have one URL and one gateway.
  const [{ url, target }] = calls as readonly [RecordedStep];
  const { headers, steps } = universalRequest(calls);
  const send = binding ? createBindingFetch(binding, target) : fetch;
  return observedFetch(send, context)(url, {
    ...{ method: 'POST', headers, redirect: 'manual', signal },
    body: JSON.stringify(steps),
  });
}
