import { invalidArgument } from './configuration-error.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { nearest } from './nearest.ts';

type Check = {
  readonly accepts: (value: unknown) => boolean;
  readonly expects: string;
  readonly example: string;
};

const isString = (value: unknown): boolean => typeof value === 'string';
const isFunction = (value: unknown): boolean => typeof value === 'function';
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSecret = (value: unknown): boolean => isString(value) || isFunction(value);

const text = (example: string): Check => ({ accepts: isString, expects: 'a string', example });
const secret = (example: string): Check => ({
  accepts: isSecret,
  expects: 'a string, or a function that returns one',
  example,
});
const object = (example: string): Check => ({ accepts: isObject, expects: 'an object', example });
const gatewayId: Check = {
  accepts: value => value === null || isString(value),
  expects: 'a string, or null for no gateway',
  example: "'my-gateway'",
};

/** What each setting must be before its value is looked at. A new setting is a compile error until it has a row. */
const checks: { readonly [NAME in keyof Required<ConnectionSettings> | 'options']: Check } = {
  accountId: text("'0123456789abcdef0123456789abcdef'"),
  gatewayId,
  gateway: gatewayId,
  apiToken: secret('process.env.CLOUDFLARE_API_TOKEN'),
  apiKey: secret('process.env.CLOUDFLARE_API_TOKEN'),
  gatewayToken: secret('process.env.CF_AIG_TOKEN'),
  providerKeys: object('{ openai: process.env.OPENAI_API_KEY }'),
  endpoint: {
    accepts: value => ['auto', 'rest', 'compat', 'native'].some(name => name === value),
    expects: "'auto', 'rest', 'compat' or 'native'",
    example: "'auto'",
  },
  baseURL: text("'https://ai.example.com'"),
  azure: object("{ resource: 'my-resource' }"),
  access: object("{ clientId: '…', clientSecret: '…' }"),
  name: {
    accepts: value => typeof value === 'string' && /^[a-z][\w-]*$/i.test(value),
    expects: 'a name of letters, digits, "-" and "_"',
    example: "'cloudflare'",
  },
  headers: object("{ 'x-team': 'docs' }"),
  fetch: { accepts: isFunction, expects: 'a fetch function', example: 'globalThis.fetch' },
  options: object('{ cacheTtl: 3600 }'),
};

/**
 * Refuses settings that do not exist and values of the wrong type, when the provider is created. What is merely
 * absent is no error here: the first request that needs it says so.
 */
export function checkSettings(settings: unknown): void {
  if (!isObject(settings)) {
    throw invalidArgument({
      setting: 'settings',
      problem: 'expected an object.',
      example: 'createCloudflare({ apiToken: process.env.CLOUDFLARE_API_TOKEN })',
    });
  }
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(checks, name)) throw unknownSetting(name);
    const check = checks[name as keyof typeof checks];
    if (value === undefined || check.accepts(value)) continue;
    throw invalidArgument({
      setting: name,
      problem: `expected ${check.expects}.`,
      example: `createCloudflare({ ${name}: ${check.example} })`,
    });
  }
}

function unknownSetting(name: string): Error {
  const names = Object.keys(checks);
  const close = nearest(name, names);
  return invalidArgument({
    setting: name,
    problem: `there is no such setting.${close === undefined ? ` Settings: ${names.join(', ')}.` : ` Did you mean \`${close}\`?`}`,
    example: `createCloudflare({ ${close ?? 'accountId'}: ${checks[(close ?? 'accountId') as keyof typeof checks].example} })`,
  });
}
