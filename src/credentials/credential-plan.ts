import type { Connection } from '../endpoints/connection.ts';
import { missing } from '../endpoints/missing-settings.ts';
import type { Target } from '../endpoints/target.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { AccessSettings, ConnectionSettings, EndpointName } from '../settings/connection-settings.ts';
import { headerSource, type SecretSource, secretSource } from '../settings/secret.ts';
import { refusedSetting, settingValue } from '../settings/setting-table.ts';
import { bearer, type KeyHeader, type Upstream } from '../upstreams/upstream.ts';
import type { NamedProviderKey } from './provider-keys.ts';

/** A header that carries a credential, before its secret is read. */
export interface PlannedHeader {
  readonly name: string;
  /** What precedes the secret, with the space between them. */
  readonly scheme: string;
  readonly source: SecretSource;
  /** Whose secret it is: Cloudflare's token, the user's key for the upstream, or a service token of Access. */
  readonly owner: 'cloudflare' | 'provider' | 'access';
}

/**
 * The credentials of a request, before any secret is read. With stored keys and Unified Billing, the upstream's own header
 * stays empty, since any value would override them.
 */
export type CredentialPlan = readonly PlannedHeader[];

/** Whether every call with this plan sends the same credentials. */
export function isFixed(plan: CredentialPlan): boolean {
  return plan.every(({ source }) => source.fixed);
}

/**
 * @throws LoadAPIKeyError when the endpoint needs a Cloudflare token and there is none, InvalidArgumentError for a
 * service token that is incomplete or for another host
 */
export function planCredentials(options: {
  readonly connection: Connection;
  readonly settings: ConnectionSettings;
  readonly endpoint: EndpointName;
  readonly target: Target;
  readonly upstream: Upstream;
  readonly providerKey: NamedProviderKey | undefined;
}): CredentialPlan {
  const { connection, settings, endpoint, target, upstream, providerKey } = options;
  const { apiToken, gatewayToken, base } = connection;
  if (settings.access !== undefined && base?.form !== 'domain')
    throw invalidArgument({
      setting: 'access',
      problem: 'it applies to custom domains only: set `baseURL` too.',
      example: `createCloudflare({ baseURL: 'https://ai.example.com', ${settingValue('access')} })`,
    });
  if (endpoint === 'rest')
    return [tokenHeader('authorization', apiToken ?? missingToken('the REST API', connection))];
  const gate = gatewayHeaders(gatewayToken ?? apiToken, settings.access);
  // The binding has already authenticated what it runs itself.
  if (target.binding?.form === 'run') return gate;
  if (upstream.cloudflare) {
    const token = apiToken ?? gatewayToken ?? missingToken('Workers AI', connection);
    return [...gate, tokenHeader('authorization', token)];
  }
  if (providerKey === undefined) return gate;
  return [...gate, ...keyHeaders(providerKey, (target.ownPath ? upstream.keyHeader : undefined) ?? bearer)];
}

export function tokenHeader(name: string, source: SecretSource): PlannedHeader {
  return { name, scheme: 'Bearer ', source, owner: 'cloudflare' };
}

/** The credentials for the gateway: a token, a Cloudflare Access service token, both, or none for an open gateway. */
export function gatewayHeaders(
  token: SecretSource | undefined,
  access: AccessSettings | undefined,
): CredentialPlan {
  return [
    ...(token ? [tokenHeader('cf-aig-authorization', token)] : []),
    ...(access ? [accessHeader(access, 'clientId'), accessHeader(access, 'clientSecret')] : []),
  ];
}

function accessHeader(access: AccessSettings, part: keyof AccessSettings): PlannedHeader {
  const value: unknown = access[part];
  if (typeof value !== 'string' || !/^(?!(?:undefined|null)$)[\x21-\x7e]+$/.test(value))
    throw refusedSetting('access', 'expected `clientId` and `clientSecret`.');
  return {
    name: part === 'clientId' ? 'cf-access-client-id' : 'cf-access-client-secret',
    scheme: '',
    source: { setting: `access.${part}`, fixed: true, read: async () => value },
    owner: 'access',
  };
}

function keyHeaders({ setting, key }: NamedProviderKey, { name, scheme }: KeyHeader): CredentialPlan {
  const owner = 'provider';
  if (typeof key !== 'object')
    return [{ name, scheme: scheme ? `${scheme} ` : '', source: secretSource(setting, key), owner }];
  return Object.entries(key.headers).map(([header, value]) => ({
    name: header.toLowerCase(),
    ...headerSource(setting, value),
    owner,
  }));
}

function missingToken(what: string, connection: Connection): never {
  throw missing(connection, `${what} needs a Cloudflare API token`);
}
