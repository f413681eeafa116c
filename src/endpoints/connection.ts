import { invalidArgument, missingSetting } from '../settings/configuration-error.ts';
import type { ConnectionSettings, EndpointName } from '../settings/connection-settings.ts';
import { inWords } from '../settings/in-words.ts';
import { type ResolvedSettings, resolveSettings } from '../settings/resolve-settings.ts';
import type { SecretSource } from '../settings/secret.ts';
import { checkBindingSettings, refusedSetting, settingExample } from '../settings/setting-table.ts';
import { type BaseURL, parseBaseURL } from './base-url.ts';
import { isCloudflareHost } from './hosts.ts';
import { bindingHint } from './missing-settings.ts';

/** The settings combined with the base URL: where requests may go, and on whose behalf. */
export interface Connection extends ResolvedSettings {
  readonly base: BaseURL | undefined;
  /** The API token for Cloudflare's own API, wherever models are called. */
  readonly accountToken: SecretSource | undefined;
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
    throw refusedSetting(
      'accountId',
      `the base URL (${baseURL?.setting}) names another account: set only one of them.`,
    );
  return { ...resolved, ...tokensFor(resolved, base), base, reachable, endpoint, bindingUnset };
}

/**
 * The tokens that may be sent. Those of the environment go to Cloudflare's own hosts, or to a host that the environment
 * itself names: where the code names the host, it also names the token.
 */
function tokensFor(
  { apiToken, gatewayToken, baseURL }: ResolvedSettings,
  base: BaseURL | undefined,
): Pick<Connection, 'apiToken' | 'gatewayToken' | 'accountToken'> {
  const isElsewhere = baseURL?.explicit && base !== undefined && !isCloudflareHost(base.origin);
  const sent = (token: SecretSource | undefined): SecretSource | undefined =>
    isElsewhere && token?.ambient ? undefined : token;
  return { apiToken: sent(apiToken), gatewayToken: sent(gatewayToken), accountToken: apiToken };
}

/**
 * The gateway of a call: its own option, then the explicit setting, then the base URL, then the environment,
 * then `default`. `undefined` where a custom domain decides, which does not reveal it.
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
      problem: 'a custom domain already selects the gateway: omit it.',
      example: "createCloudflare({ baseURL: 'https://ai.example.com' })",
    });
  }
  if (option !== undefined) return option;
  const inURL = base?.gateway;
  if (explicit && inURL !== undefined && inURL !== value)
    throw refusedSetting('gatewayId', 'the base URL names another gateway: set only one of them.');
  return explicit ? value : (inURL ?? value);
}
