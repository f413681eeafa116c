import { invalidArgument, missingSetting } from '../settings/configuration-error.ts';
import type { ConnectionSettings, EndpointName } from '../settings/connection-settings.ts';
import { inWords } from '../settings/in-words.ts';
import { type ResolvedSettings, resolveSettings, unusedVariables } from '../settings/resolve-settings.ts';
import type { SecretSource } from '../settings/secret.ts';
import { checkBindingSettings, refusedSetting, settingExample } from '../settings/setting-table.ts';
import { type BaseURL, isLoopback, parseBaseURL } from './base-url.ts';
import { missing } from './missing-settings.ts';

/** The settings combined with the base URL: where requests may go, and on whose behalf. */
export interface Connection extends ResolvedSettings {
  readonly base: BaseURL | undefined;
  /** The API token for Cloudflare's own API, wherever models are called. */
  readonly accountToken: SecretSource | undefined;
  /** Environment variables that hold a token and are not used: one that was passed wins, or the host is not Cloudflare's. */
  readonly unusedVariables: () => readonly string[];
  /** Endpoints that the base URL leaves open. */
  readonly reachable: readonly EndpointName[];
  /** The endpoint that was requested by name, if any. */
  readonly endpoint: EndpointName | undefined;
  /** The binding was passed as `undefined`: the Worker has none by that name. */
  readonly bindingUnset: boolean;
}

/** @throws InvalidArgumentError when base URL, binding and settings contradict each other */
export function resolveConnection(settings: ConnectionSettings): Connection {
  const { binding } = settings;
  if (binding !== undefined) checkBindingSettings(settings);
  const resolved = resolveSettings(settings);
  const { accountId, baseURL } = resolved;
  const base = baseURL && parseBaseURL(baseURL.value, baseURL.setting);
  const reachable: readonly EndpointName[] =
    binding !== undefined ? ['binding'] : (base?.reachable ?? ['rest', 'compat', 'native']);
  const endpoint = settings.endpoint === 'auto' ? undefined : settings.endpoint;
  const bindingUnset = binding === undefined && Object.hasOwn(settings, 'binding');
  if (endpoint === 'binding' && binding === undefined) {
    throw missingSetting({
      setting: endpoint,
      problem: `it is missing. ${bindingHint}`,
      example: settingExample(endpoint),
    });
  }
  if (endpoint !== undefined && !reachable.includes(endpoint)) {
    throw invalidArgument({
      setting: 'endpoint',
      problem: `the base URL (${baseURL?.setting}) does not lead to "${endpoint}", only to ${inWords(reachable)}.`,
      example: `createCloudflare({ endpoint: '${reachable[0]}' })`,
    });
  }
  if (accountId?.explicit && base?.account !== undefined && base.account !== accountId.value)
    throw refusedSetting('accountId', `the base URL (${baseURL?.setting}) names another account: pass one.`);
  return { ...resolved, ...tokensFor(resolved, base), base, reachable, endpoint, bindingUnset };
}

/**
 * The tokens that may be sent. Those of the environment go to Cloudflare's own hosts, or to a host that the environment
 * itself names: where the code names the host, it also names the token.
 */
function tokensFor(
  { apiToken, gatewayToken, baseURL }: ResolvedSettings,
  base: BaseURL | undefined,
): Pick<Connection, 'apiToken' | 'gatewayToken' | 'accountToken' | 'unusedVariables'> {
  const isElsewhere = baseURL?.explicit && base !== undefined && !isCloudflareHost(base.origin);
  const sent = (token: SecretSource | undefined): SecretSource | undefined =>
    isElsewhere && token?.ambient ? undefined : token;
  const tokens = { apiToken: sent(apiToken), gatewayToken: sent(gatewayToken) };
  return {
    ...tokens,
    accountToken: apiToken,
    unusedVariables: () => unusedVariables(tokens.apiToken, tokens.gatewayToken),
  };
}

/** The URL of the account's REST API, without the path of a model kind. */
export function restBase(connection: Connection): string {
  const need = connection.accountToken ? undefined : 'the REST API needs a Cloudflare API token';
  return `${apiOf(connection)}/client/v4/accounts/${accountOf(connection, need)}/ai/v1`;
}

/** The origin of the account API for requests: that of a base URL for it, which may be a proxy, or its own host. */
export function apiOf({ base }: Connection): string {
  return base?.form === 'rest' ? base.origin : apiOrigin(base);
}

/** The host that gets the account's token beside a base URL: a loopback origin stands for it, and no other does. */
export function apiOrigin(base: BaseURL | undefined): string {
  const { origin, hostname } = new URL(base?.origin ?? cloudflareHosts.api);
  return isLoopback(hostname) ? origin : cloudflareHosts.api;
}

/** The URL of a gateway on the gateway host, or of the custom domain in front of it. */
export function gatewayBase(connection: Connection, gatewayId: string): string {
  const { base } = connection;
  if (base?.form === 'domain') return base.origin;
  return `${base?.origin ?? cloudflareHosts.gateway}/v1/${accountOf(connection)}/${gatewayId}`;
}

/** The account of a URL; the base URL's wins. */
export function accountOf(connection: Connection, need?: string): string {
  const account = connection.base?.account ?? connection.accountId?.value;
  if (account === undefined) throw missing(connection, need);
  return account;
}

/** Where a Worker gets its binding from. @see https://developers.cloudflare.com/workers-ai/configuration/bindings/ */
export const bindingHint = 'Declare it in the Wrangler configuration: "ai": { "binding": "AI" }.';

/**
 * The gateway of a call: its own option, then the explicit setting, then the base URL, then the environment,
 * then `default`. `undefined` where a custom domain decides, which does not tell.
 */
export function gatewayOfCall(
  connection: Connection,
  option: string | null | undefined,
): string | null | undefined {
  const { base } = connection;
  const { explicit, value } = connection.gatewayId;
  if (base?.form === 'domain') {
    if (option === undefined && !explicit) return undefined;
    throw invalidArgument({
      setting: option === undefined ? 'gatewayId' : 'providerOptions.cloudflare.gatewayId',
      problem: 'a custom domain stands for one gateway: omit it.',
      example: "createCloudflare({ baseURL: 'https://ai.example.com' })",
    });
  }
  if (option !== undefined) return option;
  const inURL = base?.gateway;
  if (explicit && inURL !== undefined && inURL !== value)
    throw refusedSetting('gatewayId', 'the base URL names another gateway: pass one.');
  return explicit ? value : (inURL ?? value);
}

/** Cloudflare's hosts; the last one is where the binding of a Worker sends its calls, and no other client reaches it. @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ */
export const cloudflareHosts: { readonly [HOST in 'api' | 'gateway' | 'binding']: string } = {
  api: 'https://api.cloudflare.com',
  gateway: 'https://gateway.ai.cloudflare.com',
  binding: 'https://workers-binding.ai',
};

/** Whether a URL or an origin leads to one of them. */
export function isCloudflareHost(url: string): boolean {
  return Object.values(cloudflareHosts).includes(new URL(url).origin);
}
