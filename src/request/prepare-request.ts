import { untilAborted } from '../abort.ts';
import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import { isFixed } from '../credentials/credential-plan.ts';
import { secretHeaders, userHeaders } from '../credentials/user-headers.ts';
import type { CallContext } from '../gateway/errors/exchange.ts';
import type { CloudflareTraceOptions } from '../gateway/options/cloudflare-options.ts';
import { hasOwnOptions, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import type { HeadersLike } from '../settings/connection-settings.ts';
import { VERSION } from '../version.ts';
import { createBindingFetch } from './binding/binding-fetch.ts';
import { withNotices } from './call-notices.ts';
import type { CloudflareProviderSettings } from './provider-context.ts';
import { type ModelRoute, planRequest, type RequestPlan } from './request-plan.ts';

/** What a model passes on of a call; the same in every specification. */
export interface RequestInput {
  readonly headers?: HeadersLike | undefined;
  readonly providerOptions?: ProviderOptionsLike | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** The destination of a call and why it was chosen, its headers and credentials: everything except its body. */
export interface PreparedRequest {
  readonly plan: RequestPlan;
  readonly credentials: CallCredentials;
  /** All headers, secrets included. */
  readonly headers: () => Record<string, string>;
  /** All headers but the credentials. */
  readonly publicHeaders: Readonly<Record<string, string>>;
  readonly context: CallContext;
  /** What sends the request: the user's `fetch`, or the binding in the form of one. @default the global `fetch` */
  readonly fetch: typeof globalThis.fetch | undefined;
}

/**
 * Makes every decision of a call that does not depend on its body. Sends nothing, and waits only where a
 * credential has to be read.
 */
export type PrepareRequest = (input: RequestInput) => PreparedRequest | Promise<PreparedRequest>;

/**
 * The preparation for one model. Calls without options of their own share one plan; those whose tokens do not change
 * either share the prepared request, which is never written to.
 */
export function createPrepareRequest(route: ModelRoute): PrepareRequest {
  const { provider, reference } = route;
  let plan: RequestPlan | undefined;
  let shared: PreparedRequest | undefined;
  return ({ headers, providerOptions, abortSignal }) => {
    const settings = provider.settings();
    const trace = headers && traceOf(headers);
    const own = trace !== undefined || hasOwnOptions(settings.name, providerOptions);
    const finish = (request: PreparedRequest): PreparedRequest =>
      withNotices(
        provider.memory,
        reference,
        headers,
        headers === undefined ? request : withHeaders(request, headers),
      );
    if (!own && shared !== undefined) return finish(shared);
    const planned = own || plan === undefined ? planRequest(route, providerOptions, trace) : plan;
    const fixed = isFixed(planned.credentialPlan);
    const reading = withCredentials(planned, settings).then(request => {
      if (!own) {
        plan = planned;
        if (fixed) shared = request;
      }
      return finish(request);
    });
    // A token function may wait for a network request; the caller need not.
    return fixed ? reading : untilAborted(reading, abortSignal);
  };
}

async function withCredentials(
  planned: RequestPlan,
  { binding, fetch, headers, onRequest, onResponse }: CloudflareProviderSettings,
): Promise<PreparedRequest> {
  const credentials = await resolveCredentials(planned.credentialPlan, planned.target.url);
  const { providerKey, cloudflareToken, redact, masked } = credentials;
  const plan = { ...planned, warnings: [...planned.warnings, ...credentials.warnings] };
  const target = binding && plan.target.binding;
  const context = {
    ...plan.context,
    ...(providerKey !== undefined && { providerKey: providerKey.replace(/^providerKeys\./, '') }),
    cloudflareToken,
    redact,
    masked,
    observer: { onRequest, onResponse },
  };
  const publicHeaders = { ...plan.gatewayHeaders, 'user-agent': userAgent };
  const sender = binding && target ? createBindingFetch(binding, target) : fetch;
  return withHeaders({ plan, credentials, context, publicHeaders, fetch: sender }, headers);
}

/** The span of a `traceparent` header. @see https://www.w3.org/TR/trace-context/ */
function traceOf(headers: HeadersLike): CloudflareTraceOptions | undefined {
  const name = Object.keys(headers).find(key => key.toLowerCase() === 'traceparent');
  if (name === undefined) return undefined;
  const [, traceId, parentSpanId] =
    /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:-|$)/.exec(
      headers[name] ?? '',
    ) ?? [];
  return traceId && parentSpanId ? { traceId, parentSpanId } : undefined;
}

/** The request with the user's headers over its own; they may not replace one of ours. */
function withHeaders(
  request: Omit<PreparedRequest, 'headers'>,
  headers: HeadersLike | undefined,
): PreparedRequest {
  const { plan, credentials, context } = request;
  const theirs = withAgent(userHeaders(headers, 'headers', plan.gatewayHeaders));
  const secret = secretHeaders(theirs);
  const publicHeaders = { ...request.publicHeaders, ...theirs };
  return {
    ...request,
    publicHeaders,
    headers: () => Object.assign(credentials.headers(), publicHeaders),
    context: secret
      ? {
          ...context,
          redact: text => secret.redact(context.redact(text)),
          masked: { ...secret.masked, ...context.masked },
        }
      : context,
  };
}

const userAgent = `ai-sdk-provider-cloudflare/${VERSION}`;

/** Headers of the user's, which name their own agent before ours. */
function withAgent(headers: Record<string, string>): Record<string, string> {
  const agent = headers['user-agent'];
  return agent === undefined ? headers : { ...headers, 'user-agent': `${agent} ${userAgent}` };
}

/** Ours and the settings', for requests of no model. */
export function accountHeaders(headers: HeadersLike | undefined): Record<string, string> {
  return { 'user-agent': userAgent, ...withAgent(userHeaders(headers, 'headers', {})) };
}
