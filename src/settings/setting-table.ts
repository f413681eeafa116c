import { isRecord } from '../json-values.ts';
import {
  checkMembers,
  isBoolean,
  isFunction,
  isPlainRecord,
  isString,
  isTimeout,
  type Row,
  type Rows,
  timeoutExpects,
} from './check.ts';
import { invalidArgument } from './configuration-error.ts';
import type {
  AccessSettings,
  AzureSettings,
  CloudflareTimeouts,
  ConnectionSettings,
} from './connection-settings.ts';

/** Everything there is to know of a setting but its meaning, which is the docstring of its type. */
export interface SettingRow extends Row {
  /** Environment variables; the first that is set and not blank counts. @see docs/authentication.md */
  readonly variables?: readonly string[];
  /** Why the setting would have no effect next to `binding`. */
  readonly notWithBinding?: string;
}

const isSecret = (value: unknown): boolean => isString(value) || isFunction(value);
const always = (): boolean => true;

/** Bindings are objects in one runtime and proxies of functions in another. */
const isBinding = (value: unknown): boolean =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  ['run', 'gateway'].every(method => isFunction(Reflect.get(value, method)));

const aString = 'a string';
const aFunction = 'a function';
const aSecret = 'a string, or a function that returns one';
const gatewayExpects = 'a string, or null for no gateway';
const isGateway = (value: unknown): boolean => value === null || isString(value);
const tokenVariables: readonly string[] = [
  'CLOUDFLARE_API_TOKEN',
  'CF_API_TOKEN',
  // Only without CLOUDFLARE_EMAIL: see `variablesOf`.
  'CLOUDFLARE_API_KEY',
];
const noToken = 'the binding needs no token';
const noURL = 'the binding is called without a URL';

const azure: Rows<AzureSettings> = {
  resource: { accepts: isString, expects: aString, example: "'my-resource'" },
  apiVersion: { accepts: isString, expects: aString, example: "'2024-10-21'" },
  families: { accepts: isRecord, expects: 'an object', example: "{ 'prod-chat': 'gpt-5.1' }" },
};

/** Checked together, when the token is used: half of one opens nothing. */
const access: Rows<AccessSettings> = {
  clientId: { accepts: always, expects: aString, example: "'….access'" },
  clientSecret: { accepts: always, expects: aString, example: "'…'" },
};

const timeoutRows: Rows<CloudflareTimeouts> = {
  firstByteMs: { accepts: isTimeout, expects: timeoutExpects, example: '30_000' },
  idleMs: { accepts: isTimeout, expects: timeoutExpects, example: '15_000' },
};

/** One row for each setting of `createCloudflare`; a missing one does not compile. */
export const settingTable: Rows<ConnectionSettings, SettingRow> & {
  readonly options: SettingRow;
  readonly profiles: SettingRow;
  readonly vendors: SettingRow;
  readonly wire: SettingRow;
  readonly onRequest: SettingRow;
  readonly onResponse: SettingRow;
} = {
  accountId: {
    accepts: isString,
    expects: aString,
    example: "'0123456789abcdef0123456789abcdef'",
    variables: ['CLOUDFLARE_ACCOUNT_ID', 'CF_ACCOUNT_ID'],
    notWithBinding: 'the binding belongs to the account of its Worker',
  },
  gatewayId: {
    accepts: isGateway,
    expects: gatewayExpects,
    example: "'my-gateway'",
    variables: ['CLOUDFLARE_GATEWAY_ID', 'CLOUDFLARE_AI_GATEWAY_ID', 'CF_GATEWAY_ID'],
  },
  gateway: { accepts: isGateway, expects: gatewayExpects, example: "'my-gateway'" },
  apiToken: {
    accepts: isSecret,
    expects: aSecret,
    example: 'process.env.CLOUDFLARE_API_TOKEN',
    variables: tokenVariables,
    notWithBinding: noToken,
  },
  apiKey: {
    accepts: isSecret,
    expects: aSecret,
    example: 'process.env.CLOUDFLARE_API_TOKEN',
    variables: tokenVariables,
    notWithBinding: noToken,
  },
  gatewayToken: {
    accepts: isSecret,
    expects: aSecret,
    example: 'process.env.CF_AIG_TOKEN',
    variables: ['CF_AIG_TOKEN', 'CLOUDFLARE_AI_GATEWAY_TOKEN', 'CLOUDFLARE_AI_GATEWAY_AUTH'],
  },
  providerKeys: {
    accepts: isRecord,
    expects: 'an object',
    example: '{ openai: process.env.OPENAI_API_KEY }',
  },
  endpoint: {
    accepts: value => ['auto', 'rest', 'compat', 'native', 'binding'].some(name => name === value),
    expects: "'auto', 'rest', 'compat', 'native' or 'binding'",
    example: "'auto'",
  },
  baseURL: {
    accepts: value => isString(value) || (isRecord(value) && isString(value.gatewayRoot)),
    expects: 'a string, or `{ gatewayRoot: … }` for a proxy with a path of its own',
    example: "'https://ai.example.com'",
    variables: ['CLOUDFLARE_AI_GATEWAY_BASE_URL'],
    notWithBinding: noURL,
  },
  binding: {
    accepts: isBinding,
    expects: 'the AI binding of a Worker itself, such as `env.AI`; `gatewayId` names the gateway',
    example: 'env.AI',
  },
  azure: { accepts: isRecord, expects: 'an object', example: "{ resource: 'my-resource' }", members: azure },
  access: {
    accepts: isRecord,
    expects: 'an object',
    example: "{ clientId: '….access', clientSecret: '…' }",
    members: access,
    notWithBinding: noURL,
  },
  name: {
    accepts: value => isString(value) && /^[a-z][\w-]*$/i.test(value),
    expects: 'a name of letters, digits, "-" and "_"',
    example: "'cloudflare'",
  },
  headers: {
    accepts: isPlainRecord,
    expects: 'a plain object, such as `Object.fromEntries(headers)`',
    example: "{ 'x-team': 'docs' }",
  },
  fetch: {
    accepts: isFunction,
    expects: 'a fetch function',
    example: 'globalThis.fetch',
    notWithBinding: 'the binding is called without `fetch`',
  },
  timeouts: {
    accepts: isRecord,
    expects: 'an object',
    example: '{ idleMs: 15_000 }',
    members: timeoutRows,
  },
  streamMerging: { accepts: isBoolean, expects: 'true or false', example: 'false' },
  options: { accepts: isRecord, expects: 'an object', example: '{ cacheTtl: 3600 }' },
  profiles: {
    accepts: isRecord,
    expects: 'an object',
    example: "{ 'custom-acme': { like: 'openai/gpt-5' } }",
  },
  vendors: {
    accepts: value =>
      isRecord(value) && Object.values(value).every(create => create === undefined || isFunction(create)),
    expects: "the `create…` functions of vendors' packages by upstream",
    example: '{ openai: createOpenAI }',
  },
  wire: {
    accepts: value => value === 'auto' || value === 'chat',
    expects: "'auto' or 'chat'",
    example: "'chat'",
  },
  onRequest: { accepts: isFunction, expects: aFunction, example: '({ url }) => console.log(url)' },
  onResponse: { accepts: isFunction, expects: aFunction, example: '({ status }) => console.log(status)' },
};

/** A setting with a valid value, for errors. */
export function settingValue(name: keyof typeof settingTable): string {
  return `${name}: ${settingTable[name].example}`;
}

/** A setting in a call, for errors. */
export function settingExample(name: keyof typeof settingTable): string {
  return `createCloudflare({ ${settingValue(name)} })`;
}

/**
 * Refuses unknown settings and values of the wrong type, when the provider is created. What is merely absent is not
 * an error here: the first request that needs it reports it.
 */
export function checkSettings(settings: unknown): void {
  checkMembers(settings, settingTable, {
    noun: 'setting',
    usage: member => `createCloudflare({ ${member} })`,
  });
}

/**
 * Refuses settings that would have no effect next to `binding`.
 * @throws InvalidArgumentError naming the setting to leave out
 */
export function checkBindingSettings(settings: ConnectionSettings): void {
  for (const [name, { notWithBinding }] of Object.entries(settingTable)) {
    const value: unknown = settings[name as keyof ConnectionSettings];
    if (notWithBinding === undefined || value === undefined) continue;
    // An empty string is what an unset variable often becomes.
    if (isString(value) && value.trim() === '') continue;
    throw withBinding(name, `${notWithBinding}, so this would have no effect.`);
  }
  const { endpoint = 'auto' } = settings;
  if (endpoint === 'auto' || endpoint === 'binding') return;
  throw withBinding('endpoint', `the binding does not lead to "${endpoint}".`);
}

function withBinding(setting: string, problem: string): Error {
  return invalidArgument({
    setting,
    problem: `${problem} Remove it or \`binding\`.`,
    example: settingExample('binding'),
  });
}
