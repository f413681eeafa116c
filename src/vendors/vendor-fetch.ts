import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { normalizeHeaders } from '@ai-sdk/provider-utils';
import { isReserved } from '../credentials/user-headers.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { parseJSON, parseRecord } from '../json-values.ts';
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

/**
 * Paths that give a token, or a session, for a connection straight to the vendor: OpenAI and xAI, Google, and OpenAI's
 * Live API (@ai-sdk/openai 4.0.118, 2026-11).
 */
const sockets = /\/(?:client_secrets|auth_tokens|live\/sessions)$/;

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

/** One request of a package. */
interface PackageRequest {
  readonly url: URL;
  readonly init: RequestInit;
  /** With lower-case names, and without what is ours. */
  readonly headers: Headers_;
}

/** Where a request goes, and what carries it. */
interface Address {
  readonly url: string;
  readonly fetch: Fetch | undefined;
}

type FindAddress = (call: VendorCall, request: PackageRequest) => Address;

/**
 * The `fetch` that a vendor's package is given. What goes to the vendor's own origin goes to the vendor's path behind
 * the gateway, with our credentials. What goes elsewhere, such as an image at a URL in a response, passes as it
 * is, without anything of ours.
 */
export function createVendorFetch(room: VendorRoom): Fetch {
  const { headers: own = {}, fetch } = room.provider.settings();
  const ownNames = Object.keys(own).map(name => name.toLowerCase());
  const { origin } = new URL(room.base);
  const addressOf = addressFinder(room, origin);
  return async (input, init = {}) => {
    const url = new URL(String(input));
    // A look at the text saves parsing it.
    if (url.search.includes(PLACEHOLDER))
      for (const [name, value] of [...url.searchParams])
        if (value.includes(PLACEHOLDER)) url.searchParams.delete(name);
    const named = normalizeHeaders(init.headers);
    if (url.origin !== origin)
      return (fetch ?? globalThis.fetch)(url.href, {
        ...init,
        headers: without(named, name => ownNames.includes(name)),
      });
    if (sockets.test(url.pathname)) throw markClientError(pastGateway(url));
    const call = room.calls.get(named[CALL_HEADER] ?? '') ?? (await room.stray(init.signal ?? undefined));
    const { masked } = call.request.credentials;
    const headers = without(named, name => isGateways(name) || Object.hasOwn(masked, name));
    return sendCall(call, { url, init, headers }, addressOf);
  };
}

/** Headers of a package that are replaced by ours or dropped: credentials, and whatever is the gateway's. */
function isGateways(name: string): boolean {
  return (isReserved(name) && name !== 'content-type') || /^(?:cookie$|cf-)/.test(name);
}

function pastGateway({ host, pathname }: URL): Error {
  const message = `A token of ${host}${pathname} is for a connection that would bypass the gateway. Request it from the vendor with your own key.`;
  return new UnsupportedFunctionalityError({ functionality: `realtime of ${host}`, message });
}

function without(headers: Readonly<Headers_>, drops: (name: string) => boolean): Headers_ {
  const kept: Headers_ = {};
  for (const [name, value] of Object.entries(headers))
    if (name !== CALL_HEADER && !value.includes(PLACEHOLDER) && !drops(name)) kept[name] = value;
  return kept;
}

async function sendCall(call: VendorCall, sent: PackageRequest, addressOf: FindAddress): Promise<Response> {
  const { request, exchange, record, mode } = call;
  // The request is known: what follows is the package's own.
  if (call.explained !== undefined)
    return new Response('', { headers: { 'content-type': 'text/event-stream' } });
  try {
    const { url, fetch } = addressOf(call, sent);
    const agents = [sent.headers['user-agent'], request.publicHeaders['user-agent']];
    const headers = { ...sent.headers, 'user-agent': agents.filter(Boolean).join(' ') };
    const body = bodyOf(call, sent.init.body);
    exchange.url = url;
    // Parsed only where an error needs it.
    exchange.requestBody = () => shown(body);
    if (mode === 'explain') {
      call.explained = { url, headers: { ...request.publicHeaders, ...headers }, body: shown(body) };
      throw new Error('explained');
    }
    const send = createTransport({
      fetch,
      timeouts: request.plan.options.timeouts,
      exchange,
      delivered: () => record.delivered,
      open: mode === 'stream' ? response => openEvents(response, call) : undefined,
      arrived: mode === 'generate' ? chunk => call.received.push(chunk) : undefined,
      decode: mode === 'media' ? response => openAnswer(response, call, isPost(sent.init)) : undefined,
    });
    return await send(url, {
      ...sent.init,
      headers: Object.assign(request.headers(), headers),
      ...(body !== undefined && body !== null && { body }),
    });
  } catch (error) {
    const known = markClientError(error, exchange.context.modelId || undefined);
    // Kept aside: packages copy errors whose cause is the network's.
    throw isOurs(known) ? endedBy(exchange, known) : known;
  }
}

function isPost({ method = 'GET' }: RequestInit): boolean {
  return method.toUpperCase() === 'POST';
}

function addressFinder({ provider, upstream }: VendorRoom, origin: string): FindAddress {
  const { azure, binding } = provider.settings();
  const { replaces = origin, refuses } = upstream.api;
  const replaced = typeof replaces === 'function' ? replaces(azure) : replaces;
  const prefix = new URL(replaced).pathname.replace(/\/?$/, '/');
  return ({ request, route }, { url, init }) => {
    const { target, selection } = request.plan;
    const { endpoint } = selection;
    const refused = dotSegment.test(url.pathname) || refuses?.path.test(url.pathname);
    const isWire = endpoint !== 'rest' || url.pathname.endsWith(`/${route.wire}`);
    if (refused || !isWire || !url.pathname.startsWith(prefix))
      throw noPath(url, endpoint, isWire ? refuses : undefined);
    if (endpoint === 'rest') return { url: target.url, fetch: request.fetch };
    const tail = url.pathname.slice(prefix.length) + url.search;
    if (target.binding?.form !== 'gateway' || binding === undefined)
      return { url: target.url + tail, fetch: request.fetch };
    if (typeof init.body !== 'string' || !isPost(init)) throw notThroughBinding(url, init);
    const step = { ...target.binding, endpoint: target.binding.endpoint + tail };
    return { url: target.url, fetch: createBindingFetch(binding, step) };
  };
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
  const hasFields = Object.keys(fields).length > 0;
  if (!onRest && !hasFields) return body;
  if (body instanceof FormData) return formOf(body, fields);
  const parsed = typeof body === 'string' ? parseRecord(body) : undefined;
  if (parsed !== undefined) {
    const { restBody } = route.upstream.api;
    const named = onRest ? { ...(restBody?.(parsed, warn) ?? parsed), model: target.model } : parsed;
    return JSON.stringify({ ...named, ...fields });
  }
  if (body && hasFields)
    reportUnsupported(
      warn,
      'providerOptions.cloudflare.extraBody',
      'the body of this request has no fields; it was not sent.',
    );
  return body;
}

function formOf(given: FormData, fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  given.forEach((value, name) => {
    form.append(name, value);
  });
  for (const [name, value] of Object.entries(fields)) {
    form.delete(name);
    // A form has no lists and no null: one field for each item, and none.
    for (const item of [value].flat())
      if (item !== null) form.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
  }
  return form;
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
