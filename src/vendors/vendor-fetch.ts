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
import { createPlaces, PLACEHOLDER } from './vendor-places.ts';
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
  const { placeOf, addressOf } = createPlaces(provider, upstream, base);
  return async (input, init = {}) => {
    const place = placeOf(String(input));
    const { url, isVendors } = place;
    const headers: Record<string, string> = {};
    let key = '';
    for (const [given, value] of pairsOf(init.headers)) {
      const name = given.toLowerCase();
      if (name === CALL_HEADER) key = value ?? '';
      else if (
        value?.includes(PLACEHOLDER) === false &&
        !(isVendors ? isGateways(name) : ownNames.includes(name))
      )
        headers[name] = value;
    }
    if (!isVendors) return (fetch ?? globalThis.fetch)(url.href, { ...init, headers });
    const call = calls.get(key) ?? (await stray(init.signal ?? undefined));
    try {
      // The request is known: what follows is the package's own.
      if (call.explained) return new Response('', { headers: { 'content-type': 'text/event-stream' } });
      return await send(call, addressOf(call, place, init), { ...init, headers });
    } catch (error) {
      const { exchange } = call;
      const known = markClientError(error, exchange.context.modelId || undefined);
      // Kept aside: packages copy errors whose cause is the network's.
      throw isOurs(known) ? endedBy(exchange, known) : known;
    }
  };
}

/** What a package sends, with headers that are neither ours nor a credential. */
interface PackageRequest extends RequestInit {
  readonly headers: Readonly<Record<string, string>>;
}

async function send(
  call: VendorCall,
  { url, fetch }: ReturnType<ReturnType<typeof createPlaces>['addressOf']>,
  init: PackageRequest,
): Promise<Response> {
  const { request, exchange, record, mode } = call;
  const { publicHeaders, credentials, plan } = request;
  const agent = `${init.headers['user-agent'] ?? ''} ${publicHeaders['user-agent']}`.trim();
  // Into an object of its own: members that are added to a copy take longer (Node 20.20, 2026-11).
  const headers = Object.assign({}, publicHeaders, init.headers, { 'user-agent': agent });
  const body = bodyOf(call, init.body) ?? null;
  exchange.url = url;
  // Parsed only where an error needs it.
  exchange.requestBody = () => shown(body);
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

function pairsOf(headers: HeadersInit = {}): Iterable<[string, string | undefined]> {
  return Symbol.iterator in headers ? (headers as Headers) : Object.entries(headers);
}

/** Headers of a package that are replaced by ours or dropped: credentials, and whatever is the gateway's. */
function isGateways(name: string): boolean {
  return (isReserved(name) && name !== 'content-type') || /^(?:cookie$|cf-)/.test(name);
}

/** A body as an object: JSON as it is, the fields of a form with files by type and size. */
function shown(body: RequestInit['body']): unknown {
  if (typeof body === 'string') return parseJSON(body) ?? body;
  if (!(body instanceof FormData)) return body ? '[binary]' : undefined;
  const fields: Record<string, unknown> = {};
  for (const name of body.keys()) {
    const value = body.get(name);
    fields[name] = typeof value === 'string' ? value : `[${value?.type}, ${value?.size} bytes]`;
  }
  return fields;
}
