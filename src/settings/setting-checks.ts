import type { AccessSettings, AzureSettings, ConnectionSettings } from './connection-settings.ts';
import { type CloudflareTimeouts, isTimeout, timeoutExpects } from './timeouts.ts';

/** What a setting must be before its value is looked at. */
export interface SettingCheck {
  readonly accepts: (value: unknown) => boolean;
  /** What it must be, for people. */
  readonly expects: string;
  /** One value that works, as source text. */
  readonly example: string;
  /** The members of a setting that is an object with names of its own; any other member is refused. */
  readonly members?: Readonly<Record<string, SettingCheck>>;
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isString = (value: unknown): boolean => typeof value === 'string';
const isFunction = (value: unknown): boolean => typeof value === 'function';
const isSecret = (value: unknown): boolean => isString(value) || isFunction(value);

/** An object with names and values. A `Headers` or a `Map` keeps its entries elsewhere, and would look empty. */
export const isPlainRecord = (value: unknown): boolean => isObject(value) && !(Symbol.iterator in value);

/** Bindings are objects in one runtime and proxies of functions in another. */
const isBinding = (value: unknown): boolean =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  ['run', 'gateway'].every(method => isFunction(Reflect.get(value, method)));

const text = (example: string): SettingCheck => ({ accepts: isString, expects: 'a string', example });
const secret = (example: string): SettingCheck => ({
  accepts: isSecret,
  expects: 'a string, or a function that returns one',
  example,
});
const object = (example: string, members?: SettingCheck['members']): SettingCheck => ({
  accepts: isObject,
  expects: 'an object',
  example,
  ...(members !== undefined && { members }),
});
const gatewayId: SettingCheck = {
  accepts: value => value === null || isString(value),
  expects: 'a string, or null for no gateway',
  example: "'my-gateway'",
};

const azure: { readonly [NAME in keyof Required<AzureSettings>]: SettingCheck } = {
  resource: text("'my-resource'"),
  apiVersion: text("'2024-10-21'"),
  families: object("{ 'prod-chat': 'gpt-5.1' }"),
};
/** Looked at together, when the token is used: half of one opens nothing. */
const tokenPart = (example: string): SettingCheck => ({ ...text(example), accepts: () => true });
const access: { readonly [NAME in keyof Required<AccessSettings>]: SettingCheck } = {
  clientId: tokenPart("'….access'"),
  clientSecret: tokenPart("'…'"),
};

const timeout = (example: string): SettingCheck => ({ accepts: isTimeout, expects: timeoutExpects, example });
const timeouts: { readonly [NAME in keyof Required<CloudflareTimeouts>]: SettingCheck } = {
  firstByteMs: timeout('30_000'),
  idleMs: timeout('15_000'),
};

/** A new setting is a compile error until it has a row. */
export const settingChecks: {
  readonly [NAME in keyof Required<ConnectionSettings> | 'options' | 'profiles']: SettingCheck;
} = {
  accountId: text("'0123456789abcdef0123456789abcdef'"),
  gatewayId,
  gateway: gatewayId,
  apiToken: secret('process.env.CLOUDFLARE_API_TOKEN'),
  apiKey: secret('process.env.CLOUDFLARE_API_TOKEN'),
  gatewayToken: secret('process.env.CF_AIG_TOKEN'),
  providerKeys: object('{ openai: process.env.OPENAI_API_KEY }'),
  endpoint: {
    accepts: value => ['auto', 'rest', 'compat', 'native', 'binding'].some(name => name === value),
    expects: "'auto', 'rest', 'compat', 'native' or 'binding'",
    example: "'auto'",
  },
  baseURL: text("'https://ai.example.com'"),
  binding: {
    accepts: isBinding,
    expects:
      'the AI binding of a Worker itself, with `run` and `gateway` (wrangler: "ai": { "binding": "AI" }); the gateway is named by `gatewayId`',
    example: 'env.AI',
  },
  azure: object("{ resource: 'my-resource' }", azure),
  access: object("{ clientId: '…', clientSecret: '…' }", access),
  name: {
    accepts: value => typeof value === 'string' && /^[a-z][\w-]*$/i.test(value),
    expects: 'a name of letters, digits, "-" and "_"',
    example: "'cloudflare'",
  },
  headers: {
    accepts: isPlainRecord,
    expects: 'a plain object of names and values, as `Object.fromEntries(headers)` makes it',
    example: "{ 'x-team': 'docs' }",
  },
  fetch: { accepts: isFunction, expects: 'a fetch function', example: 'globalThis.fetch' },
  timeouts: object('{ firstByteMs: 30_000, idleMs: 15_000 }', timeouts),
  streamMerging: { accepts: value => typeof value === 'boolean', expects: 'true or false', example: 'false' },
  options: object('{ cacheTtl: 3600 }'),
  profiles: object("{ 'custom-acme': { like: 'openai/gpt-5' } }"),
};
