import { isString } from '../settings/check.ts';
import type { HeadersLike } from '../settings/connection-settings.ts';
import { plainHeaders, refusedSetting } from '../settings/setting-table.ts';
import { createRedactor } from './redactor.ts';

/**
 * Headers that carry credentials, with the setting that sends each, and those that describe the body and the
 * connection, which the user does not control.
 */
const reserved: Readonly<Record<string, string>> = {
  authorization: 'apiToken` or `providerKeys',
  'proxy-authorization': 'fetch',
  'cf-aig-authorization': 'gatewayToken` or `apiToken',
  'cf-access-client-id': 'access',
  'cf-access-client-secret': 'access',
  'cf-access-token': 'access',
  'x-api-key': 'providerKeys',
  'api-key': 'providerKeys',
  'x-goog-api-key': 'providerKeys',
  'xi-api-key': 'providerKeys',
  'content-type': '',
  'content-length': '',
  'transfer-encoding': '',
  host: '',
};

/**
 * The user's headers in lower case. A header that carries a credential, that frames the request, or that one of
 * our options writes on this call, is an error: replacing it would send a key to the wrong place, or drop an
 * option.
 */
export function userHeaders(
  headers: HeadersLike | undefined,
  setting: string,
  ours: Readonly<Record<string, string>>,
): Record<string, string> {
  const result: Record<string, string> = {};
  if (headers !== undefined && !plainHeaders.accepts(headers))
    throw refusedSetting('headers', `expected ${plainHeaders.expects}.`, setting);
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined || value === null) continue;
    const key = name.toLowerCase();
    // Some hosts add it to every request, with the value that is sent anyway.
    if (key === 'content-type' && /^application\/json\b/i.test(value)) continue;
    const problem = problemOf(key, value, ours);
    if (problem !== undefined) throw refusedSetting('headers', problem, `${setting}.${key.trim()}`);
    result[key] = value;
  }
  return result;
}

function problemOf(key: string, value: string, ours: Readonly<Record<string, string>>): string | undefined {
  if (!isString(value)) return 'expected a string.';
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(key) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
    return 'it is not allowed in an HTTP header.';
  if (!isReserved(key) && !Object.hasOwn(ours, key)) return undefined;
  const instead = isReserved(key) ? reserved[key] : 'providerOptions.cloudflare';
  return `the provider writes this header.${instead && ` Use \`${instead}\` instead.`}`;
}

/** Whether a header carries a credential, or frames the request. */
export function isReserved(name: string): boolean {
  return Object.hasOwn(reserved, name);
}

/** Names of headers that probably hold secrets. */
const secretName = /auth|cookie|credential|key|pass|secret|signature|token/i;

/** Whether a header looks like one that holds a secret; the gateway's options do not. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !/^cf-aig-(?!authorization)/i.test(name);
}

/** Headers of the user's that look like secrets. */
interface SecretHeaders {
  /** What is shown in their place. */
  readonly masked: Readonly<Record<string, string>>;
  /** Replaces their values in a text. */
  readonly redact: (text: string) => string;
}

/** @param headers with lower-case names */
export function secretHeaders(headers: Readonly<Record<string, string>>): SecretHeaders | undefined {
  const secret = Object.entries(headers).filter(([name, value]) => value && isSecretName(name));
  if (secret.length === 0) return undefined;
  return {
    masked: Object.fromEntries(secret.map(([name]) => [name, `<headers.${name}>`])),
    // A value may have a scheme, which an error repeats without it.
    redact: createRedactor(secret.flatMap(([, value]) => [value, value.replace(/^\w+ +/, '')])),
  };
}
