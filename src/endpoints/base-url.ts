import type { EndpointName, GatewayRoot } from '../settings/connection-settings.ts';
import { parseAccountId, parseGatewayId } from '../settings/ids.ts';
import { refusedSetting } from '../settings/setting-table.ts';
import { knownUpstream } from '../upstreams/registry.ts';
import { decodeEscapes, parseURL } from '../urls.ts';

/** A parsed base URL. */
export interface BaseURL extends Tail {
  /**
   * `hosts` is both Cloudflare hosts behind one origin: the local gateway. `domain` is a custom domain: the gateway's
   * root without account and gateway in the path.
   */
  readonly form: 'hosts' | 'rest' | 'gateway' | 'domain';
  /** The origin; of a custom domain the gateway's root, which may have a path. */
  readonly origin: string;
  /** Where the URL names them. */
  readonly account?: string;
  readonly gateway?: string;
}

/** Where the end of a URL leads to. */
interface Tail {
  readonly reachable: readonly EndpointName[];
  /** The path of the only upstream that it leads to. */
  readonly segment?: string;
}

/** Parses a base URL. Trailing slashes and a trailing `/chat/completions` are ignored. */
export function parseBaseURL(value: string | GatewayRoot, setting: string): BaseURL {
  if (typeof value !== 'string') {
    const { origin, pathname } = readURL(value.gatewayRoot, `${setting}.gatewayRoot`);
    return { form: 'domain', origin: origin + trimPath(pathname), reachable: ['compat', 'native'] };
  }
  const { origin, hostname, pathname } = readURL(value, setting);
  const path = trimPath(pathname);
  if (path === '' && isLoopback(hostname))
    return { form: 'hosts', origin, reachable: ['rest', 'compat', 'native'] };
  const [isAPI, accountOfAPI] = /^\/client\/v4(?:\/accounts\/([^/]+)\/ai\/v1$)?/.exec(path) ?? [];
  if (accountOfAPI !== undefined)
    return { form: 'rest', origin, account: accountIn(accountOfAPI, setting), reachable: ['rest'] };
  const [, account, gateway = '', tail = path] = /^\/v1\/([^/]+)\/([^/]+)(\/.*|)$/.exec(path) ?? [];
  const isHost = hostname === 'gateway.ai.cloudflare.com' && account === undefined;
  const end = isAPI || isHost || hostname === 'api.cloudflare.com' ? undefined : parseTail(tail);
  if (end === undefined) throw invalidURL(setting, 'this is not the path of a base URL.');
  if (account === undefined) return { form: 'domain', origin, ...end };
  return {
    form: 'gateway',
    origin,
    account: accountIn(account, setting),
    gateway: parseGatewayId(decodeEscapes(gateway), setting),
    ...end,
  };
}

function readURL(value: string, setting: string): URL {
  const [placeholder] = /\$?\{[^{}/]{0,60}\}|<[\w -]{1,60}>|:[a-z]\w*_id\b|[${}]|%7b/i.exec(value) ?? [];
  if (placeholder !== undefined)
    throw invalidURL(setting, `"${placeholder}" is an unfilled template placeholder.`);
  const url = parseURL(value.trim());
  if (url === undefined) throw invalidURL(setting, 'this is not a URL.');
  if (url.username + url.password + url.search + url.hash !== '')
    throw invalidURL(setting, 'it must not contain credentials, a query or a fragment.');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw invalidURL(setting, 'expected https, or http on loopback.');
  return url;
}

function trimPath(pathname: string): string {
  let end = pathname.length;
  while (pathname[end - 1] === '/') end--;
  return pathname.slice(0, end).replace(/\/(?:chat\/completions|embeddings)$/, '');
}

/** A segment with a broken escape stays as it is, and its own check refuses it. */
function accountIn(segment: string, setting: string): string {
  return parseAccountId(decodeEscapes(segment), setting);
}

/** Native paths by the segment that names the upstream, with or without the upstream's own `/v1`. */
function parseTail(tail: string): Tail | undefined {
  const [segment, ...rest] = tail.split('/').filter(part => part !== '');
  if (segment === undefined) return { reachable: ['compat', 'native'] };
  const after = rest.join('/');
  const upstream = knownUpstream(segment);
  if (segment === 'compat') return after === '' ? { reachable: ['compat'] } : undefined;
  // OpenAI's path of other routers; compat is the path of all upstreams.
  if (upstream && after === 'compat') return { reachable: ['compat'] };
  const own = typeof upstream?.native?.segment === 'function' ? /^$/ : /^(?:v1(?:beta\/openai)?)?$/;
  const isOther = /^(?:anthropic|messages|responses|run)$/.test(segment);
  return isOther || !own.test(after) ? undefined : { reachable: ['native'], segment };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function invalidURL(setting: string, problem: string): Error {
  return refusedSetting(
    'baseURL',
    `${problem} Set a gateway URL (…/v1/{account}/{gateway}), an account API URL (…/accounts/{account}/ai/v1) or a custom domain.`,
    setting,
  );
}
