import {
  createLocalGateway,
  type GatewaySettings,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare/v4';

/** What an example calls. */
export interface Opened {
  readonly cloudflare: CloudflareProvider;
  /** The local gateway; `undefined` if the example calls Cloudflare. */
  readonly gateway: LocalGateway | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Cloudflare if CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN are set; otherwise a local gateway with these settings,
 * served over HTTP on the loopback interface.
 */
export async function open(
  settings: CloudflareProviderSettings = {},
  local: GatewaySettings = {},
): Promise<Opened> {
  const { CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN } = process.env;
  if (CLOUDFLARE_ACCOUNT_ID && CLOUDFLARE_API_TOKEN) {
    console.log('Using Cloudflare.\n');
    return { cloudflare: createCloudflare(settings), gateway: undefined, close: async () => undefined };
  }
  const gateway = createLocalGateway({ gateways: { [localGatewayDefaults.gatewayId]: local } });
  const server = await serveLocalGateway(gateway);
  console.log('Using the local gateway.\n');
  return {
    cloudflare: createCloudflare({ ...localGatewayDefaults, ...settings, baseURL: server.url }),
    gateway,
    close: server.close,
  };
}

/** Prints the results of an example, one per line. */
export function facts(found: Readonly<Record<string, unknown>>): void {
  console.log('');
  for (const [name, value] of Object.entries(found))
    console.log(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}
