import { isRecord, withoutUndefined } from '../json-values.ts';
import {
  aFlag,
  aFunction,
  anObject,
  aString,
  aTimeout,
  checkMembers,
  isFunction,
  isPlainRecord,
  isString,
  matching,
  type Row,
  type Rows,
  type Types,
  typeOf,
  type ValueType,
} from './check.ts';
import { invalidArgument } from './configuration-error.ts';
import type {
  AccessSettings,
  AzureSettings,
  CloudflareTimeouts,
  ConnectionSettings,
} from './connection-settings.ts';

/** Everything about a setting except its meaning, which is the docstring of its type. */
export type SettingRow = Row & {
  /** Environment variables; the first that is set and not blank counts. @see docs/authentication.md */
  readonly variables?: readonly string[];
  /** It would have no effect next to `binding`. */
  readonly notWithBinding?: true;
};

export const isSecret = (value: unknown): boolean => isString(value) || isFunction(value);

/** Bindings are objects in one runtime and proxies of functions in another. */
const isBinding = (value: unknown): boolean =>
  (isFunction(value) || (typeof value === 'object' && value !== null)) &&
  ['run', 'gateway'].every(method => isFunction(Reflect.get(Object(value), method)));

export const isName = (value: unknown): boolean => isString(value) && /^[a-z][\w-]*$/i.test(value);

export const plainHeaders: ValueType = {
  accepts: isPlainRecord,
  expects: 'a plain object: `Object.fromEntries(headers)`',
};
const aSecret: ValueType = { accepts: isSecret, expects: 'a string, or a function that returns one' };

const families: ValueType = {
  accepts: value =>
    isRecord(value) && Object.values(withoutUndefined(value)).every(model => isString(model) && model),
  expects: 'models by deployment',
  example: "{ 'prod-chat': 'gpt-5.1' }",
};
const azure: Types<keyof AzureSettings> = {
  resource: { ...aString, example: "'my-resource'" },
  apiVersion: matching(/^(?:\d{4}-\d\d-\d\d(?:-preview)?|v1|preview|latest)$/, 'a version', "'2024-10-21'"),
  families,
};

/** Checked together, when the token is used: half a token is useless. */
const anything: ValueType = { accepts: () => true, expects: '', example: "'…'" };
const access: Types<keyof AccessSettings> = { clientId: anything, clientSecret: anything };

export const timeouts: Types<keyof CloudflareTimeouts> = { firstByteMs: aTimeout, idleMs: aTimeout };

const gatewayId: SettingRow = {
  accepts: value => value === null || isString(value),
  expects: 'a string, or null for no gateway',
  example: "'my-gateway'",
  variables: ['CLOUDFLARE_GATEWAY_ID', 'CLOUDFLARE_AI_GATEWAY_ID', 'CF_GATEWAY_ID'],
};

const apiToken: SettingRow = {
  is: aSecret,
  example: 'process.env.CLOUDFLARE_API_TOKEN',
  // The last one only without CLOUDFLARE_EMAIL: see `variablesOf`.
  variables: ['CLOUDFLARE_API_TOKEN', 'CF_API_TOKEN', 'CLOUDFLARE_API_KEY'],
  notWithBinding: true,
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
    is: aString,
    example: "'0123456789abcdef0123456789abcdef'",
    variables: ['CLOUDFLARE_ACCOUNT_ID', 'CF_ACCOUNT_ID'],
    notWithBinding: true,
  },
  gatewayId,
  gateway: gatewayId,
  apiToken,
  apiKey: apiToken,
  gatewayToken: {
    is: aSecret,
    example: 'process.env.CF_AIG_TOKEN',
    variables: ['CF_AIG_TOKEN', 'CLOUDFLARE_AI_GATEWAY_TOKEN', 'CLOUDFLARE_AI_GATEWAY_AUTH'],
  },
  providerKeys: { is: anObject, example: '{ openai: process.env.OPENAI_API_KEY }' },
  endpoint: { is: ['auto', 'rest', 'compat', 'native', 'binding'] },
  baseURL: {
    accepts: value => isString(value) || (isRecord(value) && isString(value.gatewayRoot)),
    expects: 'a string, or `{ gatewayRoot: … }` for a proxy',
    example: "'https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/default/compat'",
    variables: ['CLOUDFLARE_AI_GATEWAY_BASE_URL'],
    notWithBinding: true,
  },
  binding: {
    accepts: isBinding,
    expects: 'the AI binding `env.AI` itself; `gatewayId` names the gateway',
    example: 'env.AI',
  },
  azure: { is: azure },
  access: { is: access, example: "{ clientId: '….access', clientSecret: '…' }", notWithBinding: true },
  name: { accepts: isName, expects: 'a letter, then letters, digits, "-" and "_"', example: "'cloudflare'" },
  headers: { is: plainHeaders, example: "{ 'x-team': 'docs' }" },
  fetch: {
    is: aFunction,
    example: 'globalThis.fetch',
    notWithBinding: true,
  },
  timeouts: { is: timeouts },
  streamMerging: { is: aFlag },
  options: { is: anObject, example: '{ cacheTtl: 3600 }' },
  profiles: { is: anObject, example: "{ 'custom-acme': { like: 'openai/gpt-5' } }" },
  vendors: {
    accepts: value =>
      isRecord(value) && Object.values(value).every(create => create === undefined || isFunction(create)),
    expects: '`create…` functions of packages by upstream',
    example: '{ openai: createOpenAI }',
  },
  wire: { is: ['auto', 'chat'] },
  onRequest: { is: aFunction },
  onResponse: { is: aFunction },
};

export type SettingName = keyof typeof settingTable;

/** A setting with a valid value, for errors. */
export function settingValue(name: SettingName): string {
  return `${name}: ${typeOf(settingTable[name]).example}`;
}

/** A setting in a call, for errors. */
export function settingExample(name: SettingName): string {
  return `createCloudflare({ ${settingValue(name)} })`;
}

/**
 * The error for a setting whose example shows how to write it.
 * @param setting where the value stands, if it is not the setting itself
 */
export function refusedSetting(name: SettingName, problem: string, setting: string = name): Error {
  return invalidArgument({ setting, problem, example: settingExample(name) });
}

/**
 * Refuses unknown settings and values of the wrong type, when the provider is created. What is merely absent is not
 * an error here: the first request that needs it reports it.
 */
export function checkSettings(settings: unknown): void {
  checkMembers(settings, settingTable, { noun: 'setting', usage: 'createCloudflare({ })' });
}

/**
 * Refuses settings that would have no effect next to `binding`.
 * @throws InvalidArgumentError naming the setting to leave out
 */
export function checkBindingSettings(settings: ConnectionSettings): void {
  for (const [name, { notWithBinding }] of Object.entries(settingTable)) {
    const value: unknown = settings[name as keyof ConnectionSettings];
    // An empty string is what an unset variable often becomes.
    const isPassed = isString(value) ? value.trim() !== '' : value !== undefined;
    const isElsewhere = name === 'endpoint' && value !== 'auto' && value !== 'binding';
    if (isPassed && (notWithBinding || isElsewhere))
      throw refusedSetting('binding', 'it has no effect next to `binding`: pass one of them.', name);
  }
}
