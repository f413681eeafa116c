import type { ConnectionSettings, GatewayRoot } from './connection-settings.ts';
import { readEnvironment, variablesOf } from './environment.ts';
import { parseAccountId, parseGatewayId } from './ids.ts';
import { isBlank, type SecretSource, secretSource } from './secret.ts';
import { refusedSetting, type SettingName } from './setting-table.ts';

/** A setting with its source, so that an error can name what to change. */
export interface Sourced<VALUE> {
  readonly value: VALUE;
  readonly setting: string;
  readonly explicit: boolean;
}

/** Settings after the environment and the defaults; read once per provider, at the first request. */
export interface ResolvedSettings {
  readonly accountId?: Sourced<string> | undefined;
  readonly gatewayId: Sourced<string | null>;
  readonly apiToken?: SecretSource | undefined;
  readonly gatewayToken: SecretSource | undefined;
  readonly baseURL?: Sourced<string | GatewayRoot> | undefined;
}

/**
 * Reads and checks everything that may come from the environment. Explicit settings win. A binding knows its
 * account and needs no token, so the variables for them are meant for something else.
 */
export function resolveSettings(settings: ConnectionSettings): ResolvedSettings {
  const { accountId, apiToken, apiKey, baseURL, binding } = settings;
  const isBound = binding !== undefined;
  // What is passed wins over what is ambient: a token of the environment does not take the place of one in the code.
  const isPassed = [settings.gatewayToken, apiToken, apiKey].some(token => token !== undefined);
  const gateway = nameOf(settings, 'gatewayId', 'gateway');
  const own = {
    gatewayId: sourced<string | null>('gatewayId', settings[gateway], parseGateway, gateway) ?? {
      value: 'default',
      setting: 'gatewayId',
      explicit: false,
    },
    gatewayToken: tokenOf(settings, 'gatewayToken', isPassed || isBound ? undefined : 'gatewayToken'),
  };
  if (isBound) return own;
  return {
    ...own,
    // An empty string is what an unset variable often becomes; the first call reports what is missing.
    accountId: accountId?.trim() === '' ? undefined : sourced('accountId', accountId, parseAccountId),
    apiToken: tokenOf(settings, nameOf(settings, 'apiToken', 'apiKey'), 'apiToken'),
    baseURL: sourced<string | GatewayRoot>('baseURL', baseURL, withVariables),
  };
}

/** A setting as it was passed, under this name, or else the first of its variables that is set. */
function sourced<VALUE extends string | object | null>(
  setting: SettingName,
  passed: VALUE | undefined,
  parse: (value: VALUE | string, setting: string) => VALUE,
  name: string = setting,
): Sourced<VALUE> | undefined {
  if (passed !== undefined) return { value: parse(passed, name), setting: name, explicit: true };
  const variable = readEnvironment(variablesOf(setting));
  return variable && { value: parse(variable.value, variable.name), setting: variable.name, explicit: false };
}

/** The name by which a setting that has an alias was passed. */
function nameOf<NAME extends SettingName & keyof ConnectionSettings>(
  settings: ConnectionSettings,
  name: NAME,
  alias: NAME,
): NAME {
  if (settings[alias] === undefined) return name;
  if (settings[name] === undefined || settings[name] === settings[alias]) return alias;
  throw refusedSetting(name, `\`${alias}\` and \`${name}\` are the same setting: pass one.`, alias);
}

function parseGateway(value: string | null, setting: string): string | null {
  return value === null ? value : parseGatewayId(value, setting);
}

/** Inserts the variables of account and gateway: a secret, or any other variable, never gets into a URL. */
function withVariables(value: string | GatewayRoot, setting: string): string | GatewayRoot {
  if (typeof value === 'object') return value;
  const names = [...variablesOf('accountId'), ...variablesOf('gatewayId')];
  return value.replace(/\$\{(?:env\.)?([A-Za-z_]\w{0,60})\}/g, (written, name: string) => {
    const variable = names.includes(name) && readEnvironment([name]);
    if (variable) return encodeURIComponent(variable.value.trim());
    const problem = `"${written}" cannot be inserted: it is not set, or not one of ${names.join(', ')}.`;
    throw refusedSetting('baseURL', problem, setting);
  });
}

/** An explicit blank is not a token, as a blank `accountId` is not an id; the environment is not read instead. */
function tokenOf(
  settings: ConnectionSettings,
  setting: 'apiToken' | 'apiKey' | 'gatewayToken',
  ambient: SettingName | undefined,
): SecretSource | undefined {
  const secret = settings[setting];
  if (secret !== undefined) return isBlank(secret) ? undefined : secretSource(setting, secret);
  const variable = ambient && readEnvironment(variablesOf(ambient));
  return variable && { ...secretSource(variable.name, variable.value), ambient: true };
}

/**
 * Variables that hold a token and are not used, in the order of their settings: a token that was passed wins, or the host
 * is not Cloudflare's.
 */
export function unusedVariables({
  apiToken,
  gatewayToken,
}: Pick<ResolvedSettings, 'apiToken' | 'gatewayToken'>): readonly string[] {
  return (['apiToken', 'gatewayToken'] as const).flatMap(setting => {
    const { name } = readEnvironment(variablesOf(setting)) ?? {};
    return name === undefined || name === apiToken?.setting || name === gatewayToken?.setting ? [] : [name];
  });
}
