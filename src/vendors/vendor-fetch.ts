import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { type JSONRecord, parseJSON, parseRecord } from '../json-values.ts';
import { createBindingFetch } from '../request/binding/binding-fetch.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { ownFields } from '../request/request-plan.ts';
import { createTransport } from '../request/transport.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { dotSegment } from '../upstreams/model-id.ts';
import type { VendorAPI } from '../upstreams/vendor-api.ts';
import type { VendorUpstream } from '../upstreams/vendor-functions.ts';
import { reportUnsupported } from '../wire/profile.ts';
import { openEvents } from './open-events.ts';
import type { VendorCall } from './vendor-call.ts';
import { openAnswer } from './whole-answer.ts';

type Fetch = typeof globalThis.fetch;
type Headers_ = Record<string, string>;

/** What a package is given for a key. It is recognised wherever a package writes it, and sent nowhere. */
export const PLACEHOLDER = 'placeholder-of-ai-sdk-provider-cloudflare';

/** Names the call that a request belongs to, from the model's call to our `fetch`, which removes it. */
export const CALL_HEADER = 'x-ai-sdk-provider-cloudflare-call';

/** Headers of a package that are replaced by ours or dropped: credentials, and whatever is the gateway's. */
const ours = /^(?:(?:proxy-)?authorization|(?:x-|xi-|x-goog-)?api-key|cookie|host|content-length|cf-.*)$/;

/**
 * Paths that give a token, or a session, for a connection straight to the vendor: OpenAI and xAI, Google, and OpenAI's
 * Live API (@ai-sdk/openai 4.0.118, 2026-11).
 */
const sockets = /\/(?:client_secrets|auth_tokens|live\/sessions)$/;

function pastGateway({ host, pathname }: URL): Error {
  const message = `A token of ${host}${pathname} is for a connection that would bypass the gateway. Request it from the vendor with your own key.`;
  return new UnsupportedFunctionalityError({ functionality: `realtime of ${host}`, message });
}

/** The package of one vendor. */
export interface VendorRoom {
  readonly provider: ProviderContext;
  readonly upstream: VendorUpstream;
  /** The calls under way, by the value of their header. */
  readonly calls: ReadonlyMap<string, VendorCall>;
  /** A call for a request that belongs to no model, such as an upload. */
  readonly stray: (signal: AbortSignal | undefined) => Promise<VendorCall>;
}

/** One request of a package. */
interface PackageRequest {
  readonly url: URL;
  readonly init: RequestInit;
  /** With lower-case names, and without what is ours. */
  readonly headers: Headers_;
}

/**
 * The `fetch` that a vendor's package is given. What goes to the vendor's own origin goes to the vendor's path behind
 * the gateway, with our credentials. What goes elsewhere, such as an image at a URL in a response, passes as it
 * is, without anything of ours.
 */
export function createVendorFetch(room: VendorRoom): Fetch {
  const { provider, upstream } = room;
  return async (input, given) => {
    const { api } = upstream;
    const { azure, headers: own = {}, fetch } = provider.settings();
    const { url, init } = requestOf(input, given);
    const all = Object.fromEntries(new Headers(init.headers));
    const { [CALL_HEADER]: id = '', ...named } = all;
    const base = typeof api.baseURL === 'function' ? api.baseURL(azure) : api.baseURL;
    if (url.origin !== new URL(base).origin) {
      const theirs = without(named, name => Object.keys(own).some(key => key.toLowerCase() === name));
      return (fetch ?? globalThis.fetch)(url.href, { ...init, headers: theirs });
    }
    if (sockets.test(url.pathname)) throw markClientError(pastGateway(url));
    const call = room.calls.get(id) ?? (await room.stray(init.signal ?? undefined));
    const headers = without(
      named,
      name => ours.test(name) || Object.hasOwn(call.request.credentials.masked, name),
    );
    return sendCall(room, call, { url, init, headers });
  };
}

function requestOf(input: Parameters<Fetch>[0], given: RequestInit = {}): { url: URL; init: RequestInit } {
  const url = new URL(String(input));
  for (const [name, value] of [...url.searchParams])
    if (value.includes(PLACEHOLDER)) url.searchParams.delete(name);
  return { url, init: given };
}

function without(headers: Readonly<Headers_>, drops: (name: string) => boolean): Headers_ {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => !value.includes(PLACEHOLDER) && !drops(name)),
  );
}

async function sendCall(room: VendorRoom, call: VendorCall, sent: PackageRequest): Promise<Response> {
  const { request, exchange, record, mode } = call;
  // The request is known: what follows is the package's own.
  if (call.explained !== undefined)
    return new Response('', { headers: { 'content-type': 'text/event-stream' } });
  try {
    const { url, fetch } = addressOf(room, call, sent);
    const agents = [sent.headers['user-agent'], request.publicHeaders['user-agent']];
    const headers = { ...sent.headers, 'user-agent': agents.filter(Boolean).join(' ') };
    const body = bodyOf(call, sent.init.body);
    exchange.url = url;
    if (mode === 'explain') {
      call.explained = { url, headers: { ...request.publicHeaders, ...headers }, body: shown(body) };
      throw new Error('explained');
    }
    noteBody(call, body);
    const writes = sent.init.method?.toUpperCase() === 'POST';
    const send = createTransport({
      fetch,
      timeouts: request.plan.options.timeouts,
      exchange,
      delivered: () => record.delivered,
      ...(mode === 'stream' && { open: response => openEvents(response, call) }),
      ...(mode === 'generate' && { decode: response => openAnswer(response, call, writes) }),
    });
    return await send(url, {
      ...sent.init,
      headers: { ...request.headers(), ...headers },
      ...(body !== undefined && body !== null && { body }),
    });
  } catch (error) {
    const known = markClientError(error, exchange.context.modelId || undefined);
    // Kept aside: packages copy errors whose cause is the network's.
    throw isOurs(known) ? endedBy(exchange, known) : known;
  }
}

/** Where a request goes, and what carries it. */
function addressOf(
  { provider, upstream }: VendorRoom,
  { request, route }: VendorCall,
  { url, init }: PackageRequest,
): { readonly url: string; readonly fetch: Fetch | undefined } {
  const { azure, binding } = provider.settings();
  const { target, selection } = request.plan;
  const { replaces = url.origin } = upstream.api;
  const prefix = new URL(typeof replaces === 'function' ? replaces(azure) : replaces).pathname.replace(
    /\/$/,
    '',
  );
  const { refuses } = upstream.api;
  const isBelow =
    url.pathname.startsWith(`${prefix}/`) &&
    !dotSegment.test(url.pathname) &&
    !refuses?.path.test(url.pathname);
  const isWire = selection.endpoint !== 'rest' || url.pathname.endsWith(`/${route.wire}`);
  if (!isBelow || !isWire) throw noPath(url, selection.endpoint, isWire ? refuses : undefined);
  if (selection.endpoint === 'rest') return { url: target.url, fetch: request.fetch };
  const tail = url.pathname.slice(prefix.length + 1) + url.search;
  if (target.binding?.form !== 'gateway' || binding === undefined)
    return { url: target.url + tail, fetch: request.fetch };
  if (typeof init.body !== 'string' || init.method?.toUpperCase() !== 'POST')
    throw notThroughBinding(url, init);
  const step = { ...target.binding, endpoint: target.binding.endpoint + tail };
  return { url: target.url, fetch: createBindingFetch(binding, step) };
}

function noPath(url: URL, endpoint: string, refuses: VendorAPI['refuses']): Error {
  return invalidArgument({
    setting: 'vendors',
    problem: `the endpoint "${endpoint}" has no path for ${url.origin}${url.pathname}${refuses ? `: ${refuses.because}` : ''}.`,
    example: refuses?.use ?? "createCloudflare({ endpoint: 'native' })",
  });
}

function notThroughBinding(url: URL, { method = 'GET' }: RequestInit): Error {
  return invalidArgument({
    setting: 'binding',
    problem: `a binding carries JSON requests only, not ${method} ${url.pathname}. Use an API token.`,
    example: 'createCloudflare({ apiToken: process.env.CLOUDFLARE_API_TOKEN })',
  });
}

/** The package's body with the model's name on this endpoint, Cloudflare's fields and, last, the caller's raw fields. */
function bodyOf({ request, route, warn }: VendorCall, body: RequestInit['body']): RequestInit['body'] {
  const { target, selection } = request.plan;
  const fields = ownFields(request.plan);
  const onRest = selection.endpoint === 'rest';
  if (!onRest && Object.keys(fields).length === 0) return body;
  if (body instanceof FormData) {
    const form = new FormData();
    body.forEach((value, name) => {
      form.append(name, value);
    });
    for (const [name, value] of Object.entries(fields)) {
      form.delete(name);
      // A form has no lists and no null: one field for each item, and none.
      for (const item of Array.isArray(value) ? value : [value])
        if (item !== null) form.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
    }
    return form;
  }
  const parsed = typeof body === 'string' ? parseRecord(body) : undefined;
  if (parsed === undefined) {
    if (body !== undefined && body !== null && Object.keys(fields).length > 0)
      reportUnsupported(
        warn,
        'providerOptions.cloudflare.extraBody',
        'the body of this request has no fields; it was not sent.',
      );
    return body;
  }
  const { restBody } = route.upstream.api;
  const named = onRest ? { ...(restBody?.(parsed, warn) ?? parsed), model: target.model } : parsed;
  return JSON.stringify({ ...named, ...fields });
}

/** The body for errors, which is parsed only where an error needs it. */
function noteBody({ exchange }: VendorCall, body: RequestInit['body']): void {
  let value: unknown;
  Object.defineProperty(exchange, 'requestBody', {
    get: () => (value ??= shown(body)),
    configurable: true,
    enumerable: true,
  });
}

/** A body as an object: JSON as it is, the fields of a form with files by type and size. */
function shown(body: RequestInit['body']): unknown {
  if (typeof body === 'string') return parseJSON(body) ?? body;
  if (!(body instanceof FormData)) return body === undefined || body === null ? undefined : '[binary]';
  const fields: JSONRecord = Object.fromEntries(
    [...body.keys()].map(name => {
      const value = body.get(name);
      return [name, typeof value === 'string' ? value : `[${value?.type}, ${value?.size} bytes]`];
    }),
  );
  return fields;
}
