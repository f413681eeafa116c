import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type GatewaySettings,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';

/** What an example talks to. */
export interface Opened {
  readonly cloudflare: CloudflareProvider;
  /** The local gateway; `undefined` where Cloudflare itself answers. */
  readonly gateway: LocalGateway | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Cloudflare, where CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN are set; otherwise a local gateway with these
 * settings, over HTTP on the loopback interface.
 */
export async function open(
  settings: CloudflareProviderSettings = {},
  local: GatewaySettings = {},
): Promise<Opened> {
  const { CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN } = process.env;
  if (CLOUDFLARE_ACCOUNT_ID && CLOUDFLARE_API_TOKEN) {
    console.log('Talking to Cloudflare.\n');
    return { cloudflare: createCloudflare(settings), gateway: undefined, close: async () => undefined };
  }
  const gateway = createLocalGateway({ gateways: { [localGatewayDefaults.gatewayId]: local } });
  const server = await serveLocalGateway(gateway);
  console.log('Talking to the local gateway.\n');
  return {
    cloudflare: createCloudflare({ ...localGatewayDefaults, ...settings, baseURL: server.url }),
    gateway,
    close: server.close,
  };
}

/** What an example found out, one fact in a line. */
export function facts(found: Readonly<Record<string, unknown>>): void {
  console.log('');
  for (const [name, value] of Object.entries(found))
    console.log(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}
