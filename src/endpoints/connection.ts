import { invalidArgument, missingSetting } from '../settings/configuration-error.ts';
import type { ConnectionSettings, EndpointName } from '../settings/connection-settings.ts';
import {
  type ResolvedSettings,
  resolveSettings,
  type Sourced,
  unusedVariables,
} from '../settings/resolve-settings.ts';
import { cloudflareToken, type SecretSource } from '../settings/secret.ts';
import { checkBindingSettings, settingExample } from '../settings/setting-table.ts';
import { type BaseURL, parseBaseURL } from './base-url.ts';
import { missing, needsToken } from './missing-settings.ts';

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
  const base = resolved.baseURL && parseBaseURL(resolved.baseURL.value, resolved.baseURL.setting);
  const reachable = binding === undefined ? reachableFrom(base) : (['binding'] as const);
  const endpoint = settings.endpoint === 'auto' ? undefined : settings.endpoint;
  const bindingUnset = binding === undefined && Object.hasOwn(settings, 'binding');
  if (endpoint === 'binding' && binding === undefined) throw missingBinding();
  if (endpoint !== undefined && !reachable.includes(endpoint)) {
    throw invalidArgument({
      setting: 'endpoint',
      problem: `the base URL (${resolved.baseURL?.setting}) does not lead to "${endpoint}", only to ${reachable.join(' or ')}.`,
      example: `createCloudflare({ endpoint: '${reachable[0]}' })`,
    });
  }
  checkAccount(resolved.accountId, base, resolved.baseURL?.setting);
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
  const own = base === undefined || isCloudflareHost(base.form === 'domain' ? base.root : base.origin);
  const sent = (token: SecretSource | undefined): SecretSource | undefined => {
    if (own) return token && cloudflareToken(token);
    return token?.ambient && baseURL?.explicit ? undefined : token;
  };
  const tokens = { apiToken: sent(apiToken), gatewayToken: sent(gatewayToken) };
  return {
    ...tokens,
    accountToken: apiToken && cloudflareToken(apiToken),
    unusedVariables: () => unusedVariables(tokens.apiToken, tokens.gatewayToken),
  };
}

function reachableFrom(base: BaseURL | undefined): readonly EndpointName[] {
  if (base === undefined || base.form === 'hosts') return ['rest', 'compat', 'native'];
  if (base.form === 'rest') return ['rest'];
  return base.tail.kind === 'root' ? ['compat', 'native'] : [base.tail.kind];
}

function checkAccount(
  accountId: Sourced<string> | undefined,
  base: BaseURL | undefined,
  setting = 'baseURL',
): void {
  const account = base !== undefined && 'account' in base ? base.account : undefined;
  if (account === undefined || accountId === undefined || !accountId.explicit || account === accountId.value)
    return;
  throw invalidArgument({
    setting: 'accountId',
    problem: `the base URL (${setting}) names another account: pass one.`,
    example: settingExample('accountId'),
  });
}

/** The URL of the account's REST API, without the path of a model kind. */
export function restBase(connection: Connection): string {
  const { base } = connection;
  if (base?.form === 'rest') return `${base.origin}/client/v4/accounts/${base.account}/ai/v1`;
  const origin = base?.form === 'hosts' ? base.origin : cloudflareHosts.api;
  const token = connection.accountToken ? undefined : needsToken('the REST API', connection);
  const account = requireAccount(connection, token);
  return `${origin}/client/v4/accounts/${account}/ai/v1`;
}

/** The URL of a gateway on the gateway host, or of the custom domain in front of it. */
export function gatewayBase(connection: Connection, gatewayId: string): string {
  const { base } = connection;
  if (base?.form === 'domain') return base.root;
  if (base?.form === 'gateway') return `${base.origin}/v1/${base.account}/${gatewayId}`;
  const origin = base?.form === 'hosts' ? base.origin : cloudflareHosts.gateway;
  return `${origin}/v1/${requireAccount(connection)}/${gatewayId}`;
}

function requireAccount(connection: Connection, token?: string): string {
  const { accountId } = connection;
  if (accountId !== undefined) return accountId.value;
  throw missing(connection, token);
}

/** Where a Worker gets its binding from. @see https://developers.cloudflare.com/workers-ai/configuration/bindings/ */
export const bindingHint = 'Declare it in the Wrangler configuration: "ai": { "binding": "AI" }.';

function missingBinding(): Error {
  return missingSetting({
    setting: 'binding',
    problem: `it is missing. ${bindingHint}`,
    example: settingExample('binding'),
  });
}

/**
 * The gateway of a call: its own option, then the explicit setting, then the base URL, then the environment,
 * then `default`. `undefined` where a custom domain decides, which does not tell.
 */
export function gatewayOfCall(
  connection: Connection,
  option: string | null | undefined,
): string | null | undefined {
  const { base, gatewayId } = connection;
  const inURL = base?.form === 'gateway' ? base.gateway : undefined;
  const chosen =
    option !== undefined ? option : gatewayId.explicit ? gatewayId.value : (inURL ?? gatewayId.value);
  if (option === undefined && gatewayId.explicit && inURL !== undefined && gatewayId.value !== inURL) {
    throw invalidArgument({
      setting: 'gatewayId',
      problem: 'the base URL names another gateway: pass one.',
      example: settingExample('gatewayId'),
    });
  }
  if (base?.form === 'domain' && (option !== undefined || gatewayId.explicit)) {
    throw invalidArgument({
      setting: option === undefined ? 'gatewayId' : 'providerOptions.cloudflare.gatewayId',
      problem: 'a custom domain stands for one gateway: omit it.',
      example: settingExample('baseURL'),
    });
  }
  return base?.form === 'domain' ? undefined : chosen;
}

/** Cloudflare's two public hosts. @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ */
export const cloudflareHosts: { readonly api: string; readonly gateway: string } = {
  api: 'https://api.cloudflare.com',
  gateway: 'https://gateway.ai.cloudflare.com',
};

/** Whether a URL or an origin leads to one of them. */
export function isCloudflareHost(url: string): boolean {
  return Object.values(cloudflareHosts).includes(new URL(url).origin);
}

/** Where the binding of a Worker sends its calls; no other client reaches it. */
export const bindingHost = 'https://workers-binding.ai';
