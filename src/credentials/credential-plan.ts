import type { Connection } from '../endpoints/connection.ts';
import { missing, needsToken } from '../endpoints/missing-settings.ts';
import type { Target } from '../endpoints/target.ts';
import { invalidArgument } from '../settings/configuration-error.ts';
import type { AccessSettings, ConnectionSettings, EndpointName } from '../settings/connection-settings.ts';
import type { SecretSource } from '../settings/secret.ts';
import { bearer, type KeyHeader, type Upstream } from '../upstreams/upstream.ts';
import type { NamedProviderKey } from './provider-keys.ts';

/** Who proves what on a request, before any secret is read. */
export type CredentialPlan =
  | { readonly kind: 'api'; readonly token: SecretSource }
  | { readonly kind: 'gateway'; readonly gate: Gate; readonly upstream: UpstreamSlot };

/** What opens the gateway: a token, a Cloudflare Access service token, both, or nothing on an open gateway. */
export interface Gate {
  readonly token: SecretSource | undefined;
  readonly access: AccessSettings | undefined;
}

/** What fills the slot that the gateway passes on to the upstream. */
export type UpstreamSlot =
  /** Stored keys or Unified Billing: the slot stays empty, since anything in it would override them. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'provider-key'; readonly key: NamedProviderKey; readonly header: KeyHeader }
  /** Workers AI behind the gateway: the upstream is Cloudflare and needs the token a second time. */
  | { readonly kind: 'cloudflare'; readonly token: SecretSource };

/** Whether every call with this plan sends the same credentials. */
export function isFixed(plan: CredentialPlan): boolean {
  if (plan.kind === 'api') return plan.token.fixed;
  const { gate, upstream } = plan;
  if (gate.token?.fixed === false) return false;
  if (upstream.kind === 'cloudflare') return upstream.token.fixed;
  return upstream.kind === 'empty' || typeof upstream.key.key !== 'function';
}

/** @throws LoadAPIKeyError when the endpoint needs a Cloudflare token and there is none */
export function planCredentials(options: {
  readonly connection: Connection;
  readonly settings: ConnectionSettings;
  readonly endpoint: EndpointName;
  readonly target: Target;
  readonly upstream: Upstream;
  readonly providerKey: NamedProviderKey | undefined;
}): CredentialPlan {
  const { connection, settings, endpoint, target, upstream, providerKey } = options;
  if (settings.access !== undefined && connection.base?.form !== 'domain') throw accessWithoutDomain();
  if (endpoint === 'rest')
    return { kind: 'api', token: connection.apiToken ?? missingToken('the REST API', connection) };
  const gate: Gate = { token: connection.gatewayToken ?? connection.apiToken, access: settings.access };
  // The binding has already authenticated what it runs itself.
  if (target.binding?.form === 'run') return { kind: 'gateway', gate, upstream: { kind: 'empty' } };
  if (upstream.cloudflare) {
    const token = connection.apiToken ?? connection.gatewayToken ?? missingToken('Workers AI', connection);
    return { kind: 'gateway', gate, upstream: { kind: 'cloudflare', token } };
  }
  if (providerKey === undefined) return { kind: 'gateway', gate, upstream: { kind: 'empty' } };
  const header = (target.ownPath ? upstream.keyHeader : undefined) ?? bearer;
  return { kind: 'gateway', gate, upstream: { kind: 'provider-key', key: providerKey, header } };
}

function accessWithoutDomain(): Error {
  return invalidArgument({
    setting: 'access',
    problem: 'it is for a custom domain: set `baseURL` to one.',
    example:
      "createCloudflare({ baseURL: 'https://ai.example.com', access: { clientId: '…', clientSecret: '…' } })",
  });
}

function missingToken(what: string, connection: Connection): never {
  throw missing(connection, needsToken(what, connection));
}
