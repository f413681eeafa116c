import { invalidArgument, unfilledTemplate } from '../settings/configuration-error.ts';
import { parseAccountId, parseGatewayId } from '../settings/ids.ts';
import { knownUpstream } from '../upstreams/registry.ts';

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
export function parseBaseURL(value: string, setting: string): BaseURL {
  const url = parseURL(value, setting);
  const path = trimPath(url.pathname);
  if (path === '' && isLoopback(url.hostname)) return { form: 'hosts', origin: url.origin };
  return parseRest(url, path, setting) ?? parseGateway(url, path, setting) ?? parseDomain(url, path, setting);
}

function parseURL(value: string, setting: string): URL {
  if (/[${}]|%7b/i.test(value)) throw refused(setting, unfilledTemplate);
  const url = tryURL(value.trim());
  if (url === undefined) throw refused(setting, 'this is not a URL.');
  if (url.username !== '' || url.password !== '')
    throw refused(setting, 'a URL must not contain credentials.');
  if (url.search !== '' || url.hash !== '')
    throw refused(setting, 'a base URL must not have a query or a fragment.');
  const plain = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !plain) {
    throw refused(
      setting,
      'expected https, or http on a loopback address: a token must not travel unencrypted.',
    );
  }
  return url;
}

function tryURL(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

function trimPath(pathname: string): string {
  return pathname.replace(/\/+$/, '').replace(/\/(?:chat\/completions|embeddings)$/, '');
}

/** A segment with a broken escape stays as it is, and its own check refuses it. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parseRest(url: URL, path: string, setting: string): BaseURL | undefined {
  const match = /^\/client\/v4\/accounts\/([^/]+)\/ai(\/.*)?$/.exec(path);
  if (match === null) {
    if (!path.startsWith('/client/v4')) return undefined;
    throw refused(setting, 'this API URL does not end in an account and "/ai/v1".');
  }
  const [, account = '', tail = ''] = match;
  if (tail !== '/v1')
    throw refused(setting, otherDialect(tail) ?? 'expected the account API in the form ".../ai/v1".');
  return { form: 'rest', origin: url.origin, account: parseAccountId(decoded(account), setting) };
}

function parseGateway(url: URL, path: string, setting: string): BaseURL | undefined {
  const match = /^\/v1\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  if (match === null) {
    if (url.hostname !== 'gateway.ai.cloudflare.com') return undefined;
    throw refused(setting, 'expected an account and a gateway after "/v1" in a gateway URL.');
  }
  const [, account = '', gateway = '', tail = ''] = match;
  return {
    form: 'gateway',
    origin: url.origin,
    account: parseAccountId(decoded(account), setting),
    gateway: parseGatewayId(decoded(gateway), setting),
    tail: parseTail(tail, setting),
  };
}

function parseDomain(url: URL, path: string, setting: string): BaseURL {
  if (url.hostname === 'api.cloudflare.com') {
    throw refused(setting, 'this API URL does not end in an account and "/ai/v1".');
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
  if (first === 'compat') throw refused(setting, 'nothing follows "/compat" (there is no "/compat/v1").');
  if (typeof knownUpstream(first)?.native?.segment === 'function') {
    if (rest.length === 0) return { kind: 'native', segment: first };
    throw refused(
      setting,
      `the settings and the model id supply what follows "/${first}"; end the URL there.`,
    );
  }
  if (/^(?:v1|v1beta\/openai|)$/.test(rest.join('/'))) return { kind: 'native', segment: first };
  throw refused(setting, 'this path does not accept OpenAI chat completions.');
}

function otherDialect(tail: string): string | undefined {
  if (/\/responses$/.test(tail)) return 'this is the Responses format; this provider sends chat completions.';
  if (/\/messages$|^\/anthropic(?:\/|$)/.test(tail)) {
    return 'this is the Messages format; reach Anthropic models through ".../compat".';
  }
  if (/\/run(?:\/|$)/.test(tail)) return 'this is the run format; this provider sends chat completions.';
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
