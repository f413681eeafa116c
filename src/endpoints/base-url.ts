import { invalidArgument, unfilledTemplate } from '../settings/configuration-error.ts';
import type { GatewayRoot } from '../settings/connection-settings.ts';
import { parseAccountId, parseGatewayId } from '../settings/ids.ts';
import { knownUpstream } from '../upstreams/registry.ts';
import { decodeEscapes, parseURL } from '../urls.ts';

/** What a base URL stands for. `account` and `gateway` are present where the URL names them. */
export type BaseURL =
  /** Both Cloudflare hosts behind one origin: the local gateway. */
  | { readonly form: 'hosts'; readonly origin: string }
  | { readonly form: 'rest'; readonly origin: string; readonly account: string }
  | {
      readonly form: 'gateway';
      readonly origin: string;
      readonly account: string;
      readonly gateway: string;
      readonly tail: GatewayTail;
    }
  /** A custom domain: the gateway's root without account and gateway in the path. */
  | { readonly form: 'domain'; readonly root: string; readonly tail: GatewayTail };

/** What follows the gateway in a URL: nothing, compat, or the path of one upstream. */
export type GatewayTail =
  | { readonly kind: 'root' }
  | { readonly kind: 'compat' }
  | { readonly kind: 'native'; readonly segment: string };

const forms = [
  'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}',
  'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/compat',
  'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/openai',
  'https://api.cloudflare.com/client/v4/accounts/{account}/ai/v1',
  'https://your-custom-domain.example',
];

/** Parses a base URL. Trailing slashes and a trailing `/chat/completions` are ignored. */
export function parseBaseURL(value: string | GatewayRoot, setting: string): BaseURL {
  if (typeof value !== 'string') {
    const url = readURL(value.gatewayRoot, `${setting}.gatewayRoot`);
    return { form: 'domain', root: `${url.origin}${trimPath(url.pathname)}`, tail: { kind: 'root' } };
  }
  const url = readURL(value, setting);
  const path = trimPath(url.pathname);
  if (path === '' && isLoopback(url.hostname)) return { form: 'hosts', origin: url.origin };
  return parseRest(url, path, setting) ?? parseGateway(url, path, setting) ?? parseDomain(url, path, setting);
}

function readURL(value: string, setting: string): URL {
  const placeholder = /\$?\{[^{}/]{0,60}\}|<[\w -]{1,60}>|:[a-z]\w*_id\b/i.exec(value)?.[0];
  if (placeholder !== undefined)
    throw refused(setting, `"${placeholder}" is a placeholder that was not filled in.`);
  if (/[${}]|%7b/i.test(value)) throw refused(setting, unfilledTemplate);
  const url = parseURL(value.trim());
  if (url === undefined) throw refused(setting, 'this is not a URL.');
  if (url.username !== '' || url.password !== '') throw refused(setting, 'it contains credentials.');
  if (url.search !== '' || url.hash !== '') throw refused(setting, 'it has a query or a fragment.');
  const plain = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !plain) {
    throw refused(setting, 'expected https, or http on a loopback address.');
  }
  return url;
}

function trimPath(pathname: string): string {
  let end = pathname.length;
  while (pathname[end - 1] === '/') end--;
  return pathname.slice(0, end).replace(/\/(?:chat\/completions|embeddings)$/, '');
}

/** A segment with a broken escape stays as it is, and its own check refuses it. */
function parseRest(url: URL, path: string, setting: string): BaseURL | undefined {
  const match = /^\/client\/v4\/accounts\/([^/]+)\/ai(\/.*)?$/.exec(path);
  if (match === null) {
    if (!path.startsWith('/client/v4')) return undefined;
    throw refused(setting, 'expected an account and "/ai/v1" after "/accounts".');
  }
  const [, account = '', tail = ''] = match;
  if (tail !== '/v1')
    throw refused(setting, otherDialect(tail) ?? 'expected an account and "/ai/v1" after "/accounts".');
  return { form: 'rest', origin: url.origin, account: parseAccountId(decodeEscapes(account), setting) };
}

function parseGateway(url: URL, path: string, setting: string): BaseURL | undefined {
  const match = /^\/v1\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  if (match === null) {
    if (url.hostname !== 'gateway.ai.cloudflare.com') return undefined;
    throw refused(setting, 'expected an account and a gateway after "/v1".');
  }
  const [, account = '', gateway = '', tail = ''] = match;
  return {
    form: 'gateway',
    origin: url.origin,
    account: parseAccountId(decodeEscapes(account), setting),
    gateway: parseGatewayId(decodeEscapes(gateway), setting),
    tail: parseTail(tail, setting),
  };
}

function parseDomain(url: URL, path: string, setting: string): BaseURL {
  if (url.hostname === 'api.cloudflare.com') {
    throw refused(setting, 'expected an account and "/ai/v1" after "/accounts".');
  }
  return { form: 'domain', root: url.origin, tail: parseTail(path, setting) };
}

/** Native paths by the segment that names the upstream, with or without the upstream's own `/v1`. */
function parseTail(tail: string, setting: string): GatewayTail {
  const dialect = otherDialect(tail);
  if (dialect !== undefined) throw refused(setting, dialect);
  const segments = tail.split('/').filter(segment => segment !== '');
  if (segments.length === 0) return { kind: 'root' };
  const [first = '', ...rest] = segments;
  if (first === 'compat' && rest.length === 0) return { kind: 'compat' };
  // OpenAI's path of other routers; compat is the path of all upstreams.
  if (knownUpstream(first) !== undefined && rest.join('/') === 'compat') return { kind: 'compat' };
  if (first === 'compat') throw refused(setting, 'end the URL at "/compat".');
  if (typeof knownUpstream(first)?.native?.segment === 'function') {
    if (rest.length === 0) return { kind: 'native', segment: first };
    throw refused(setting, `end the URL at "/${first}".`);
  }
  if (/^(?:v1|v1beta\/openai|)$/.test(rest.join('/'))) return { kind: 'native', segment: first };
  throw refused(setting, 'this path does not accept chat completions.');
}

function otherDialect(tail: string): string | undefined {
  if (/\/responses$/.test(tail)) return 'this path does not accept chat completions.';
  if (/\/messages$|^\/anthropic(?:\/|$)/.test(tail)) {
    return 'this path does not accept chat completions: use ".../compat".';
  }
  if (/\/run(?:\/|$)/.test(tail)) return 'this path does not accept chat completions.';
  return undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refused(setting: string, problem: string): Error {
  return invalidArgument({
    setting,
    problem: `${problem} Forms: ${forms.join(', ')}.`,
    example: `createCloudflare({ baseURL: '${forms[1]}' })`,
  });
}
