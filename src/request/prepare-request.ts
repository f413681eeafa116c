import { untilAborted } from '../abort.ts';
import { type CallCredentials, resolveCredentials } from '../credentials/call-credentials.ts';
import { isFixed } from '../credentials/credential-plan.ts';
import { secretHeaders, userHeaders } from '../credentials/user-headers.ts';
import type { CallContext } from '../gateway/errors/exchange.ts';
import type { CloudflareTraceOptions } from '../gateway/options/cloudflare-options.ts';
import { hasOwnOptions, type ProviderOptionsLike } from '../gateway/options/parse-options.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { Wire } from '../upstreams/upstream.ts';
import { VERSION } from '../version.ts';
import type { CallWarning } from '../wire/profile.ts';
import { createBindingFetch } from './binding/binding-fetch.ts';
import { withNotices } from './call-notices.ts';
import type { CloudflareProviderSettings, ProviderContext } from './provider-context.ts';
import { planRequest, type RequestPlan } from './request-plan.ts';

/** What a model passes on of a call; the same in every specification. */
export interface RequestInput {
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly providerOptions?: ProviderOptionsLike | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Where a call goes, with what, and why: everything but its body. */
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
 * The preparation for one model. Calls without options of their own share one plan, and calls whose tokens do
 * not change share the credentials; what is shared is never written to.
 */
export function createPrepareRequest(
  provider: ProviderContext,
  reference: ModelReference,
  wire: Wire,
): PrepareRequest {
  let shared: Shared | undefined;
  return ({ headers, providerOptions, abortSignal }) => {
    const settings = provider.settings();
    const trace = traceOf(headers);
    const own = trace !== undefined || hasOwnOptions(settings.name, providerOptions);
    const finish = (parts: Shared): PreparedRequest =>
      withNotices(provider.known, reference, headers, withHeaders(parts, settings.headers, headers));
    if (!own && shared?.fixed) return finish(shared);
    const plan =
      own || shared === undefined
        ? planRequest(provider, reference, wire, providerOptions, trace)
        : shared.plan;
    const reading = withCredentials(plan, settings).then(parts => {
      if (!own) shared = parts;
      return finish(parts);
    });
    // A token function may wait for a network request; the caller need not.
    return isFixed(plan.credentialPlan) ? reading : untilAborted(reading, abortSignal);
  };
}

/** What calls may share: a plan and, where they are fixed, the credentials. */
interface Shared {
  readonly plan: RequestPlan;
  readonly fixed: boolean;
  readonly credentials: CallCredentials;
  readonly context: CallContext;
  readonly fetch: PreparedRequest['fetch'];
  /** All headers but the credentials, for calls whose user adds none. */
  readonly publicHeaders: Readonly<Record<string, string>>;
}

async function withCredentials(planned: RequestPlan, settings: CloudflareProviderSettings): Promise<Shared> {
  const { binding, fetch, onRequest, onResponse } = settings;
  const { target } = planned;
  const credentials = await resolveCredentials(planned.credentialPlan);
  const { providerKey, cloudflareToken, redact, vendorKeyAsToken } = credentials;
  const plan =
    vendorKeyAsToken === undefined
      ? planned
      : { ...planned, warnings: [...planned.warnings, vendorKeyWarning(vendorKeyAsToken)] };
  const key = providerKey === undefined ? {} : { providerKey: providerKey.replace(/^providerKeys\./, '') };
  return {
    plan,
    fixed: isFixed(plan.credentialPlan),
    credentials,
    fetch: binding && target.binding ? createBindingFetch(binding, target.binding) : fetch,
    publicHeaders: withUserHeaders(undefined, undefined, plan.gatewayHeaders),
    context: {
      ...plan.context,
      ...key,
      cloudflareToken,
      redact,
      masked: credentials.masked,
      observer: { onRequest, onResponse },
    },
  };
}

/** Cloudflare's own hosts refuse it; a proxy at a custom base URL may hand out keys of this form. */
function vendorKeyWarning(setting: string): CallWarning {
  return {
    type: 'other',
    message: `${setting} looks like a vendor's key, which belongs in \`providerKeys\`; it was sent to the base URL.`,
  };
}

/** The span of a `traceparent` header. @see https://www.w3.org/TR/trace-context/ */
function traceOf(headers: HeaderSetting): CloudflareTraceOptions | undefined {
  const [, value = ''] =
    Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'traceparent') ?? [];
  const [, traceId, parentSpanId] =
    /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:-|$)/.exec(value) ?? [];
  return traceId && parentSpanId ? { traceId, parentSpanId } : undefined;
}

type HeaderSetting = Readonly<Record<string, string | undefined>> | undefined;

function withHeaders(shared: Shared, settings: HeaderSetting, call: HeaderSetting): PreparedRequest {
  const { plan, credentials, context, fetch } = shared;
  const plain = settings === undefined && call === undefined;
  const publicHeaders = plain ? shared.publicHeaders : withUserHeaders(settings, call, plan.gatewayHeaders);
  const headers = (): Record<string, string> => Object.assign(credentials.headers(), publicHeaders);
  const theirs = secretHeaders([settings, call]);
  return {
    plan,
    credentials,
    context: theirs
      ? {
          ...context,
          redact: text => theirs.redact(context.redact(text)),
          masked: { ...theirs.masked, ...credentials.masked },
        }
      : context,
    publicHeaders,
    headers,
    fetch,
  };
}

const userAgent = `ai-sdk-provider-cloudflare/${VERSION}`;

/** Ours, overridden by the settings', overridden by the call's; neither may replace one of ours. */
export function withUserHeaders(
  settings: HeaderSetting,
  call: HeaderSetting,
  ours: Readonly<Record<string, string>>,
): Record<string, string> {
  if (settings === undefined && call === undefined) return { ...ours, 'user-agent': userAgent };
  const theirs = { ...userHeaders(settings, 'headers', ours), ...userHeaders(call, 'headers', ours) };
  const agent = theirs['user-agent'];
  return { ...ours, ...theirs, 'user-agent': agent === undefined ? userAgent : `${agent} ${userAgent}` };
}
