import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { apiOrigin } from '../../account/request-account.ts';
import {
  type Connection,
  cloudflareHosts,
  gatewayBase,
  gatewayOfCall,
  resolveConnection,
} from '../../endpoints/connection.ts';
import { resolveSettings } from '../../settings/resolve-settings.ts';
import type { SecretSource } from '../../settings/secret.ts';

/** Where the checks look, found out without sending anything. */
export interface DoctorContext {
  readonly settings: CloudflareProviderSettings;
  readonly provider: CloudflareProvider;
  readonly local: boolean;
  /** The id of a model to call, if one was named. */
  readonly model: string | undefined;
  /** What the settings come to; absent where they are wrong. */
  readonly connection: Connection | undefined;
  /** What is wrong with the settings, so that no call can work. */
  readonly problem: unknown;
  /** Cloudflare's API, down to `/client/v4`; absent without an account. */
  readonly apiBase: string | undefined;
  /** The account of the calls: of the base URL, where that names one. */
  readonly account: string | undefined;
  /** The gateway's URL; absent without an account, and where the base URL leads to the REST API alone. */
  readonly gatewayBase: string | undefined;
  /** `null`: none wanted. `undefined`: a custom domain decides, or the settings are wrong. */
  readonly gatewayId: string | null | undefined;
  readonly tokens: Tokens;
  readonly signal: AbortSignal;
}

/** The tokens, by the setting or variable that each comes from. */
export interface Tokens {
  readonly api: SecretSource | undefined;
  readonly gateway: SecretSource | undefined;
}

/** The settings are brought together as the provider itself does it, and what it refuses is kept as a finding. */
export function doctorContext(
  settings: CloudflareProviderSettings,
  given: Pick<DoctorContext, 'local' | 'model' | 'signal'>,
): DoctorContext {
  return {
    ...given,
    settings,
    provider: createCloudflare(settings),
    ...placesOf(settings),
    tokens: tokensOf(settings),
  };
}

type Places = Pick<
  DoctorContext,
  'connection' | 'problem' | 'apiBase' | 'account' | 'gatewayBase' | 'gatewayId'
>;

function placesOf(settings: CloudflareProviderSettings): Places {
  const nowhere = { apiBase: undefined, account: undefined, gatewayBase: undefined, gatewayId: undefined };
  try {
    const connection = resolveConnection(settings);
    const { base, accountId } = connection;
    if (settings.access !== undefined && base?.form !== 'domain') throw accessWithoutDomain();
    const gatewayId = gatewayOfCall(connection, undefined);
    const account = base !== undefined && 'account' in base ? base.account : accountId?.value;
    // A token goes to Cloudflare or to this machine, whatever host the base URL names.
    const origin = base?.form === 'domain' ? base.root : base?.origin;
    const leads = base?.form !== 'rest' && (account !== undefined || base?.form === 'domain');
    return {
      connection,
      problem: undefined,
      apiBase: account && `${origin === undefined ? cloudflareHosts.api : apiOrigin(origin)}/client/v4`,
      account,
      gatewayBase: leads ? gatewayBase(connection, gatewayId ?? 'default') : undefined,
      gatewayId,
    };
  } catch (problem) {
    return { ...nowhere, connection: undefined, problem };
  }
}

/** Calls refuse it, and only once they are made. */
const accessWithoutDomain = (): Error =>
  new Error('--access-variables: Cloudflare Access guards a custom domain, and the base URL names none.');

/** A model that no gateway has: what refuses it has let the call in. */
export const probeModel = 'custom-doctor-probe/none';

/** The provider's own order of settings and variables; a wrong account or gateway does not hide the tokens. */
function tokensOf({ apiToken, gatewayToken }: CloudflareProviderSettings): Tokens {
  const resolved = resolveSettings({ apiToken, gatewayToken, accountId: '', gatewayId: null });
  return { api: resolved.apiToken, gateway: resolved.gatewayToken };
}
