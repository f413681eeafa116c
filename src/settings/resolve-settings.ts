import { invalidArgument } from './configuration-error.ts';
import type { ConnectionSettings, GatewayRoot } from './connection-settings.ts';
import { readEnvironment, variablesOf } from './environment.ts';
import { parseAccountId, parseGatewayId } from './ids.ts';
import { isBlank, type Secret, type SecretSource, secretSource } from './secret.ts';
import { settingExample } from './setting-table.ts';

/** A setting with its source, so that an error can name what to change. */
export interface Sourced<VALUE> {
  readonly value: VALUE;
  readonly setting: string;
  readonly explicit: boolean;
}

/** Settings after the environment and the defaults; read once per provider, at the first request. */
export interface ResolvedSettings {
  readonly accountId: Sourced<string> | undefined;
  readonly gatewayId: Sourced<string | null>;
  readonly apiToken: SecretSource | undefined;
  readonly gatewayToken: SecretSource | undefined;
  readonly baseURL: Sourced<string | GatewayRoot> | undefined;
}

/**
 * Reads and checks everything that may come from the environment. Explicit settings win. A binding knows its
 * account and needs no token, so the variables for them are meant for something else.
 */
export function resolveSettings(settings: ConnectionSettings): ResolvedSettings {
  const { binding, gatewayToken } = settings;
  const gatewayId = resolveGatewayId(settings);
  // What is passed wins over what is ambient: a token of the environment does not take the place of one in the code.
  const isPassed = [gatewayToken, settings.apiToken, settings.apiKey].some(token => token !== undefined);
  const explicitToken = gatewayToken === undefined ? undefined : fromSecret('gatewayToken', gatewayToken);
  if (binding !== undefined) {
    return {
      accountId: undefined,
      gatewayId,
      apiToken: undefined,
      gatewayToken: explicitToken,
      baseURL: undefined,
    };
  }
  return {
    accountId: resolveAccountId(settings.accountId),
    gatewayId,
    apiToken: resolveApiToken(settings),
    gatewayToken: isPassed ? explicitToken : tokenFrom('gatewayToken'),
    baseURL: resolveBaseURL(settings.baseURL),
  };
}

function resolveAccountId(accountId: string | undefined): Sourced<string> | undefined {
  if (accountId !== undefined) {
    // An empty string is what an unset variable often becomes; the first call reports what is missing.
    if (accountId.trim() === '') return undefined;
    return { value: parseAccountId(accountId), setting: 'accountId', explicit: true };
  }
  const variable = readEnvironment(variablesOf('accountId'));
  if (variable === undefined) return undefined;
  return { value: parseAccountId(variable.value, variable.name), setting: variable.name, explicit: false };
}

function resolveGatewayId(settings: ConnectionSettings): Sourced<string | null> {
  const { gatewayId, gateway } = settings;
  if (gatewayId !== undefined && gateway !== undefined && gatewayId !== gateway) {
    throw invalidArgument({
      setting: 'gateway',
      problem: '`gateway` and `gatewayId` are the same setting: pass one.',
      example: settingExample('gatewayId'),
    });
  }
  const setting = gatewayId !== undefined ? 'gatewayId' : 'gateway';
  const value = gatewayId !== undefined ? gatewayId : gateway;
  if (value === null) return { value, setting, explicit: true };
  if (value !== undefined) return { value: parseGatewayId(value, setting), setting, explicit: true };
  const variable = readEnvironment(variablesOf('gatewayId'));
  if (variable === undefined) return { value: 'default', setting: 'gatewayId', explicit: false };
  return { value: parseGatewayId(variable.value, variable.name), setting: variable.name, explicit: false };
}

function resolveApiToken(settings: ConnectionSettings): SecretSource | undefined {
  if (
    settings.apiToken !== undefined &&
    settings.apiKey !== undefined &&
    settings.apiToken !== settings.apiKey
  ) {
    throw invalidArgument({
      setting: 'apiKey',
      problem: '`apiKey` and `apiToken` are the same setting: pass one.',
      example: settingExample('apiToken'),
    });
  }
  if (settings.apiToken !== undefined) return fromSecret('apiToken', settings.apiToken);
  if (settings.apiKey !== undefined) return fromSecret('apiKey', settings.apiKey);
  return tokenFrom('apiToken');
}

function resolveBaseURL(baseURL: ConnectionSettings['baseURL']): ResolvedSettings['baseURL'] {
  if (typeof baseURL === 'object') return { value: baseURL, setting: 'baseURL', explicit: true };
  if (baseURL !== undefined)
    return { value: withVariables(baseURL, 'baseURL'), setting: 'baseURL', explicit: true };
  const { name, value } = readEnvironment(variablesOf('baseURL')) ?? {};
  if (name === undefined || value === undefined) return undefined;
  return { value: withVariables(value, name), setting: name, explicit: false };
}

/** Inserts the variables of account and gateway: a secret, or any other variable, never gets into a URL. */
function withVariables(value: string, setting: string): string {
  const names = [...variablesOf('accountId'), ...variablesOf('gatewayId')];
  return value.replace(/\$\{(?:env\.)?([A-Za-z_]\w{0,60})\}/g, (written, name: string) => {
    const variable = names.includes(name) ? readEnvironment([name]) : undefined;
    if (variable !== undefined) return encodeURIComponent(variable.value.trim());
    throw invalidArgument({
      setting,
      problem: names.includes(name)
        ? `"${written}" names an environment variable that is not set.`
        : `"${written}" cannot be inserted: only ${names.join(', ')} can.`,
      example:
        "createCloudflare({ baseURL: 'https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/compat' })",
    });
  });
}

/** An explicit blank is not a token, as a blank `accountId` is not an id; the environment is not read instead. */
function fromSecret(setting: string, secret: Secret): SecretSource | undefined {
  return isBlank(secret) ? undefined : secretSource(setting, secret);
}

function tokenFrom(setting: 'apiToken' | 'gatewayToken'): SecretSource | undefined {
  const variable = readEnvironment(variablesOf(setting));
  return variable && { ...secretSource(variable.name, variable.value), ambient: true };
}

/** Variables that hold a token and are not used, in the order of their settings. */
export function unusedVariables(...used: readonly (SecretSource | undefined)[]): readonly string[] {
  return (['apiToken', 'gatewayToken'] as const).flatMap(setting => {
    const { name } = readEnvironment(variablesOf(setting)) ?? {};
    return name === undefined || used.some(source => source?.setting === name) ? [] : [name];
  });
}
