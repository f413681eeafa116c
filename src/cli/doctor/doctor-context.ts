import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { cloudflareHosts } from '../../endpoints/hosts.ts';
import { resolveSettings } from '../../settings/resolve-settings.ts';
import type { SecretSource } from '../../settings/secret.ts';

/** Where the checks look, found out without sending anything. */
export interface DoctorContext {
  readonly settings: CloudflareProviderSettings;
  readonly provider: CloudflareProvider;
  readonly local: boolean;
  /** The id of a model to call, if one was named. */
  readonly model: string | undefined;
  /** Cloudflare's API, down to `/client/v4`; absent without account or token. */
  readonly apiBase: string | undefined;
  readonly account: string | undefined;
  /** The gateway's URL; absent where the settings lead to none. */
  readonly gatewayBase: string | undefined;
  /** `null`: none wanted. `undefined`: a custom domain decides, or the id is wrong. */
  readonly gatewayId: string | null | undefined;
  readonly tokens: Tokens;
  readonly signal: AbortSignal;
}

/** The tokens, by the setting or variable that each comes from. */
export interface Tokens {
  readonly api: SecretSource | undefined;
  readonly gateway: SecretSource | undefined;
}

/** The routes that calls would take are those of the provider itself: it is asked to explain one of each kind. */
export async function doctorContext(
  settings: CloudflareProviderSettings,
  given: Pick<DoctorContext, 'local' | 'model' | 'signal'>,
): Promise<DoctorContext> {
  const rest = await routeOf({ ...settings, endpoint: 'rest' }, '@cf/zai-org/glm-4.7-flash');
  const compat = await routeOf({ ...settings, endpoint: 'compat' }, probeModel);
  const [, apiOrigin, apiAccount] =
    /^(https?:\/\/[^/]+)\/client\/v4\/accounts\/([^/]+)\//.exec(rest.url) ?? [];
  const gatewayBase = compat.url === '' ? undefined : compat.url.replace(/\/compat\/.*$/, '');
  const [, gatewayOrigin, gatewayAccount] =
    /^(https?:\/\/[^/]+)\/v1\/([0-9a-f]{32})\//.exec(compat.url) ?? [];
  const origin = apiOrigin ?? apiBeside(gatewayOrigin);
  return {
    ...given,
    settings,
    provider: createCloudflare(settings),
    apiBase: origin && `${origin}/client/v4`,
    account: apiAccount ?? gatewayAccount,
    gatewayBase,
    gatewayId: settings.gatewayId === null ? null : compat.gatewayId,
    tokens: tokensOf(settings),
  };
}

/** The API of a gateway URL: beside Cloudflare's own host; a local gateway is both. No token goes anywhere else. */
function apiBeside(origin: string | undefined): string | undefined {
  return origin === cloudflareHosts.gateway ? cloudflareHosts.api : origin;
}

/** A model that no gateway has: what refuses it has let the call in. */
export const probeModel = 'custom-doctor-probe/none';

async function routeOf(
  settings: CloudflareProviderSettings,
  model: string,
): Promise<{ readonly url: string; readonly gatewayId?: string | null | undefined }> {
  try {
    return await createCloudflare(settings).explain(model);
  } catch {
    // What is wrong with the settings, the checks of the settings say.
    return { url: '' };
  }
}

/** The provider's own order of settings and variables; a wrong account or gateway does not hide the tokens. */
function tokensOf({ apiToken, gatewayToken }: CloudflareProviderSettings): Tokens {
  const resolved = resolveSettings({ apiToken, gatewayToken, accountId: '', gatewayId: null });
  return { api: resolved.apiToken, gateway: resolved.gatewayToken };
}
