import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { createBindingFetch } from '../request/binding/binding-fetch.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import { dotSegment } from '../upstreams/model-id.ts';
import type { VendorUpstream } from '../upstreams/vendor-functions.ts';
import type { VendorCall } from './vendor-call.ts';

/** What a package is given for a key. It is recognised wherever a package writes it, and sent nowhere. */
export const PLACEHOLDER = 'placeholder-of-ai-sdk-provider-cloudflare';

/**
 * Paths that give a token, or a session, for a connection straight to the vendor: OpenAI and xAI, Google, and OpenAI's
 * Live API (@ai-sdk/openai 4.0.118, 2026-11).
 */
const sockets = /\/(?:client_secrets|auth_tokens|live\/sessions)$/;

/** Where a package sends a request, as far as its URL tells. */
interface Place {
  /** Without the placeholder. */
  readonly url: URL;
  readonly isVendors: boolean;
  /** What follows the path that the gateway's replaces; `undefined`: the gateway has no path for it. */
  readonly tail: string | undefined;
}

/** Where a request goes, and what carries it. */
export interface Address {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch | undefined;
}

/** The places of one vendor. @param base the base URL that the package was given */
export function createPlaces(
  provider: ProviderContext,
  { api }: VendorUpstream,
  base: string,
): (url: string) => Place {
  const { azure } = provider.settings();
  const { origin } = new URL(base);
  const { replaces, refuses } = api;
  const fixed = replaces ? base : origin;
  const replaced = typeof replaces === 'function' ? replaces(azure) : fixed;
  const prefix = new URL(replaced).pathname.replace(/\/?$/, '/');
  const read = (href: string): Place => {
    const url = new URL(href);
    for (const [name, value] of [...url.searchParams])
      if (value.includes(PLACEHOLDER)) url.searchParams.delete(name);
    const { pathname, search } = url;
    const isVendors = url.origin === origin;
    if (isVendors && sockets.test(pathname))
      throw markClientError(bypass(`a token of ${url.host}${pathname}`));
    const refused = dotSegment.test(pathname) || refuses?.path.test(pathname);
    const tail = refused || !pathname.startsWith(prefix) ? undefined : pathname.slice(prefix.length) + search;
    return { url, isVendors, tail };
  };
  // Only the latest: it is the next one too, and others may be long, or signed.
  let latest: readonly [href: string, place: Place] | undefined;
  return href => {
    if (latest?.[0] !== href) latest = [href, read(href)];
    return latest[1];
  };
}

/**
 * Where a request of the vendor's goes for a call.
 * @throws InvalidArgumentError where its endpoint has no path for it
 */
export function addressOf(
  { request, route }: VendorCall,
  { url, tail }: Place,
  { method = 'GET', body }: RequestInit,
): Address {
  const { name, api } = route.reference.upstream;
  const { binding } = route.provider.settings();
  const { target, selection } = request.plan;
  const { endpoint } = selection;
  const onRest = endpoint === 'rest';
  const isWire = route.wire === 'own' ? !onRest : url.pathname.endsWith(`/${route.wire}`);
  const { because, use } = (isWire && api.refuses) || {};
  if (tail === undefined || !isWire)
    throw invalidArgument({
      setting: 'vendors',
      problem: `the endpoint "${endpoint}" has no path for ${url.origin}${url.pathname}${because ? `: ${because}` : ''}.`,
      example: use ?? `createCloudflare({ endpoint: 'native', vendors: { ${name}: ${api.create} } })`,
    });
  const path = onRest ? '' : tail;
  const step = target.binding;
  if (onRest || step?.form !== 'gateway' || !binding) return { url: target.url + path, fetch: request.fetch };
  if (typeof body !== 'string' || method.toUpperCase() !== 'POST')
    throw invalidArgument({
      setting: 'binding',
      problem: `a binding carries JSON requests only, not ${method} ${url.pathname}.`,
      example: 'createCloudflare({ apiToken: process.env.CLOUDFLARE_API_TOKEN })',
    });
  const fetch = createBindingFetch(binding, { ...step, endpoint: step.endpoint + path });
  return { url: target.url, fetch };
}

/** The error for a connection to the vendor itself. */
export function bypass(functionality: string, instead = "the vendor's own provider and key for it"): Error {
  const message = `This would bypass the gateway: ${functionality}. Use ${instead}.`;
  return new UnsupportedFunctionalityError({ functionality, message });
}
