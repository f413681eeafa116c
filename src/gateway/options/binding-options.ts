import type { BindingForm } from '../../endpoints/binding-form.ts';
import type { CloudflareBindingGatewayOptions } from '../../settings/cloudflare-binding.ts';

type Named = Omit<CloudflareBindingGatewayOptions, 'id'>;
type Retries = NonNullable<Named['retries']>;

/** The headers of a call as the binding takes them. */
export interface BindingOptions {
  /** Options that the binding has names for. */
  readonly gateway: Named;
  /** Options that it has no names for, and headers that the gateway itself reads. */
  readonly extraHeaders: Readonly<Record<string, string>>;
  /** All other headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The binding's names for `cf-aig-*` headers, and the values behind their texts, which are our own. It writes the
 * same headers from them. @see https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/, and for
 * the last five rows `GatewayOptions` of @cloudflare/workers-types 4.20260702.1 (2026-07)
 */
const names: Readonly<Record<string, (text: string) => Named>> = {
  'cf-aig-cache-ttl': text => ({ cacheTtl: Number(text) }),
  'cf-aig-cache-key': text => ({ cacheKey: text }),
  'cf-aig-skip-cache': text => ({ skipCache: text === 'true' }),
  'cf-aig-collect-log': text => ({ collectLog: text === 'true' }),
  'cf-aig-metadata': text => ({ metadata: JSON.parse(text) }),
  'cf-aig-event-id': text => ({ eventId: text }),
  'cf-aig-request-timeout': text => ({ requestTimeoutMs: Number(text) }),
  // What the option table lets through is a whole number from 1 to 5, and one of the three words.
  'cf-aig-max-attempts': text => ({
    retries: { maxAttempts: Number(text) as NonNullable<Retries['maxAttempts']> },
  }),
  'cf-aig-retry-delay': text => ({ retries: { retryDelayMs: Number(text) } }),
  'cf-aig-backoff': text => ({ retries: { backoff: text as NonNullable<Retries['backoff']> } }),
};

/**
 * Sorts the headers of a call, with lower-case names, by where the binding takes them. A gateway writes its options
 * into headers again, and characters that are no ASCII as bytes that nobody is bound to read (workerd 1.20260426.1,
 * 2026-04): such values stay the headers that they are.
 */
export function readBindingOptions(all: Readonly<Record<string, string>>, form: BindingForm): BindingOptions {
  const extraHeaders: Record<string, string> = {};
  const headers: Record<string, string> = {};
  let gateway: Named = {};
  for (const [name, text] of Object.entries(all)) {
    const escaped = form === 'gateway' && text.includes('\\u');
    const named = Object.hasOwn(names, name) && !escaped ? names[name]?.(text) : undefined;
    if (named !== undefined) {
      const retries = { ...gateway.retries, ...named.retries };
      gateway = { ...gateway, ...named, ...(named.retries !== undefined && { retries }) };
    } else if (name.startsWith('cf-aig-')) extraHeaders[name] = text;
    else headers[name] = text;
  }
  return { gateway, extraHeaders, headers };
}
