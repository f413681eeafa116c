import { isReserved } from '../credentials/user-headers.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { parseJSON } from '../json-values.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport } from '../request/transport.ts';
import type { VendorUpstream } from '../upstreams/vendor-functions.ts';
import { openEvents } from './open-events.ts';
import { bodyOf } from './package-body.ts';
import type { VendorCall } from './vendor-call.ts';
import { type Address, addressOf, createPlaces, PLACEHOLDER } from './vendor-places.ts';
import { openAnswer } from './whole-answer.ts';

type Fetch = typeof globalThis.fetch;

/** Names the call that a request belongs to, from the model's call to our `fetch`, which removes it. */
export const CALL_HEADER = 'x-ai-sdk-provider-cloudflare-call';

/** The package of one vendor. */
export interface VendorRoom {
  readonly provider: ProviderContext;
  readonly upstream: VendorUpstream;
  /** The base URL that the package was given. */
  readonly base: string;
  /** The calls under way, by the value of their header. */
  readonly calls: ReadonlyMap<string, VendorCall>;
  /** A call for a request that belongs to no model, such as an upload. */
  readonly stray: (signal: AbortSignal | undefined) => Promise<VendorCall>;
}

/**
 * The `fetch` that a vendor's package is given. What goes to the vendor's own origin goes to the vendor's path behind
 * the gateway, with our credentials. What goes elsewhere, such as an image at a URL in a response, passes as it
 * is, without anything of ours.
 */
export function createVendorFetch({ provider, upstream, base, calls, stray }: VendorRoom): Fetch {
  const { headers: settings = {}, fetch } = provider.settings();
  const ownNames = Object.keys(settings).map(name => name.toLowerCase());
  const placeOf = createPlaces(provider, upstream, base);
  return async (input, init = {}) => {
    const place = placeOf(String(input));
    const given = recordOf(init.headers);
    if (!place.isVendors) {
      const headers = withoutOurs(given, {}, name => ownNames.includes(name));
      return (fetch ?? globalThis.fetch)(place.url.href, { ...init, headers });
    }
    const call = calls.get(given[CALL_HEADER] ?? '') ?? (await stray(init.signal ?? undefined));
    try {
      // The request is known: what follows is the package's own.
      if (call.explained) return new Response('', { headers: { 'content-type': 'text/event-stream' } });
      return await send(call, addressOf(call, place, init), init, given);
    } catch (error) {
      const { exchange } = call;
      const known = markClientError(error, exchange.context.modelId || undefined);
      // Kept aside: packages copy errors whose cause is the network's.
      throw isOurs(known) ? endedBy(exchange, known) : known;
    }
  };
}

function send(
  call: VendorCall,
  { url, fetch }: Address,
  init: RequestInit,
  given: PackageHeaders,
): Promise<Response> {
  const { request, exchange, record, mode } = call;
  const { publicHeaders, credentials, plan } = request;
  // Assigned to a copy: members that are added to what was spread take longer (Node 20.20, 2026-11).
  const headers = withoutOurs(given, Object.assign({}, publicHeaders), isGateways);
  const { 'user-agent': agent } = publicHeaders;
  if (headers['user-agent'] !== agent) headers['user-agent'] += ` ${agent}`;
  const body = bodyOf(call, init.body) ?? null;
  exchange.url = url;
  exchange.requestBody = shownLater(body);
  if (mode === 'explain') {
    call.explained = { url, headers, body: shown(body) };
    throw new Error('explained');
  }
  const isPost = init.method?.toUpperCase() === 'POST';
  return createTransport({
    fetch,
    timeouts: plan.options.timeouts,
    exchange,
    delivered: () => record.delivered,
    open: mode === 'stream' ? response => openEvents(response, call) : undefined,
    arrived: mode === 'generate' ? chunk => call.received.push(chunk) : undefined,
    decode: mode === 'media' ? response => openAnswer(response, call, isPost) : undefined,
  })(url, Object.assign({}, init, { headers: Object.assign(headers, credentials.headers()), body }));
}

type PackageHeaders = Readonly<Record<string, string | undefined>>;

function recordOf(headers: HeadersInit = {}): PackageHeaders {
  return Symbol.iterator in headers ? Object.fromEntries(headers as Headers) : headers;
}

/**
 * The headers of a package over others, in lower case.
 * @param isOurs which of them are left out, besides the placeholder and the name of the call
 */
function withoutOurs(
  given: PackageHeaders,
  headers: Record<string, string>,
  isOurs: (name: string) => boolean,
): Record<string, string> {
  for (const [key, value] of Object.entries(given)) {
    const name = key.toLowerCase();
    if (value?.includes(PLACEHOLDER) === false && name !== CALL_HEADER && !isOurs(name))
      headers[name] = value;
  }
  return headers;
}

/** Headers of a package that are replaced by ours or dropped: credentials, and whatever is the gateway's. */
function isGateways(name: string): boolean {
  return (isReserved(name) && name !== 'content-type') || name === 'cookie' || name.startsWith('cf-');
}

/**
 * What is parsed only where an error needs it. A closure beside those of the transport would keep the call and its body
 * until all memory is searched: a call took 9 µs longer (Node 20.20, 2026-12).
 */
const shownLater = (body: RequestInit['body']) => (): unknown => shown(body);

/** A body as an object: JSON as it is, the fields of a form with files by type and size. */
function shown(body: RequestInit['body']): unknown {
  if (typeof body === 'string') return parseJSON(body) ?? body;
  if (!(body instanceof FormData)) return body ? '[binary]' : undefined;
  const fields: Record<string, unknown> = {};
  body.forEach((value, name) => {
    fields[name] = typeof value === 'string' ? value : `[${value.type}, ${value.size} bytes]`;
  });
  return fields;
}
