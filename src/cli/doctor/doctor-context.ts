import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { apiOrigin, gatewayBase } from '../../endpoints/addresses.ts';
import { type Connection, gatewayOfCall, resolveConnection } from '../../endpoints/connection.ts';
import { isCloudflareHost } from '../../endpoints/hosts.ts';
import { resolveSettings } from '../../settings/resolve-settings.ts';
import type { SecretSource } from '../../settings/secret.ts';

/** The resolved configuration that the checks use. Resolving it sends nothing. */
export interface DoctorContext {
  readonly settings: CloudflareProviderSettings;
  readonly provider: CloudflareProvider;
  readonly local: boolean;
  /** The id of a model to call, if one was named. */
  readonly model: string | undefined;
  /** The resolved settings; `undefined` if they are invalid. */
  readonly connection: Connection | undefined;
  /** The error in the settings that makes calls impossible. */
  readonly problem: unknown;
  /** Cloudflare's API, up to `/client/v4`; `undefined` without an account. */
  readonly apiBase: string | undefined;
  /** The account of the calls. The base URL takes precedence if it has one. */
  readonly account: string | undefined;
  /** The gateway's URL; `undefined` without an account, and if the base URL is for the REST API only. */
  readonly gatewayBase: string | undefined;
  /** `null`: no gateway. `undefined`: determined by a custom domain, or the settings are invalid. */
  readonly gatewayId: string | null | undefined;
  readonly tokens: Tokens;
  readonly signal: AbortSignal;
}

/** The tokens, each with the setting or variable that it comes from. */
export interface Tokens {
  /** For Cloudflare's API. */
  readonly api: SecretSource | undefined;
  /** The same for calls of models, which may go to another host. */
  readonly call: SecretSource | undefined;
  readonly gateway: SecretSource | undefined;
}

/** Resolves the settings as the provider does, and keeps an error as a finding. */
export function doctorContext(
  settings: CloudflareProviderSettings,
  given: Pick<DoctorContext, 'local' | 'model' | 'signal'>,
): DoctorContext {
  const places = placesOf(settings);
  return {
    ...given,
    settings,
    provider: createCloudflare(settings),
    ...places,
    tokens: tokensOf(settings, places),
  };
}

type Places = Pick<
  DoctorContext,
  'connection' | 'problem' | 'apiBase' | 'account' | 'gatewayBase' | 'gatewayId'
>;

function placesOf(settings: CloudflareProviderSettings): Places {
  const unresolved = { apiBase: undefined, account: undefined, gatewayBase: undefined, gatewayId: undefined };
  try {
    const connection = resolveConnection(settings);
    const { base, accountId } = connection;
    if (settings.access !== undefined && base?.form !== 'domain') throw accessWithoutDomain();
    const gatewayId = gatewayOfCall(connection, undefined);
    const account = base?.account ?? accountId?.value;
    // A token is sent only to Cloudflare or this machine, whatever host the base URL has.
    const hasGateway = base?.form !== 'rest' && (account !== undefined || base?.form === 'domain');
    return {
      connection,
      problem: undefined,
      apiBase: account && `${apiOrigin(base)}/client/v4`,
      account,
      gatewayBase: hasGateway ? gatewayBase(connection, gatewayId ?? 'default') : undefined,
      gatewayId,
    };
  } catch (problem) {
    return { ...unresolved, connection: undefined, problem };
  }
}

/** Calls fail with this too, but only when they are made. */
const accessWithoutDomain = (): Error =>
  new Error('--access-variables: Cloudflare Access requires a custom domain; set --base-url to it.');

/** A model that no gateway has: a gateway that reports it unknown has accepted the call. */
export const probeModel = 'custom-doctor-probe/none';

/** Resolves tokens in the provider's own order. An invalid account or gateway does not hide them. */
function tokensOf(
  { apiToken, gatewayToken }: CloudflareProviderSettings,
  { connection, apiBase }: Places,
): Tokens {
  if (connection !== undefined) {
    const own = apiBase !== undefined && isCloudflareHost(apiBase);
    const { accountToken, apiToken: call, gatewayToken: gateway } = connection;
    return { api: own ? accountToken : call, call, gateway };
  }
  // Nothing is sent with wrong settings.
  const resolved = resolveSettings({ apiToken, gatewayToken, accountId: '', gatewayId: null });
  return { api: resolved.apiToken, call: resolved.apiToken, gateway: resolved.gatewayToken };
}
