import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare/v4';

/** What an example calls, and with which models. */
export interface Connected {
  readonly cloudflare: CloudflareProvider;
  /** A description for the output. */
  readonly where: string;
  readonly local: boolean;
  readonly model: string;
  readonly close: () => Promise<void>;
}

/** Whether the environment has what the provider reads. A global key with an email is not a token. */
function environment(): { account: boolean; token: boolean } {
  const { CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY, CLOUDFLARE_API_TOKEN, CF_API_TOKEN } = process.env;
  const token = CLOUDFLARE_API_TOKEN ?? CF_API_TOKEN ?? (CLOUDFLARE_EMAIL ? undefined : CLOUDFLARE_API_KEY);
  return {
    account: Boolean(process.env.CLOUDFLARE_ACCOUNT_ID ?? process.env.CF_ACCOUNT_ID),
    token: Boolean(token),
  };
}

/**
 * Cloudflare itself if the environment has an account and a token; otherwise the local gateway, served over HTTP on a
 * free loopback port.
 */
export async function connect(settings: CloudflareProviderSettings = {}): Promise<Connected> {
  const { account, token } = environment();
  const missing = [...(account ? [] : ['CLOUDFLARE_ACCOUNT_ID']), ...(token ? [] : ['CLOUDFLARE_API_TOKEN'])];
  if (missing.length === 0) {
    return {
      cloudflare: createCloudflare(settings),
      where: 'Cloudflare itself (CLOUDFLARE_ACCOUNT_ID and a token are set)',
      local: false,
      model: process.env.CLOUDFLARE_DEMO_MODEL ?? '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
      close: async () => undefined,
    };
  }
  const server = await serveLocalGateway(createLocalGateway({ chunkDelayMs: 40 }));
  const { accountId, apiToken, gatewayId } = localGatewayDefaults;
  return {
    cloudflare: createCloudflare({ ...settings, baseURL: server.url, accountId, apiToken, gatewayId }),
    where: `the local gateway at ${server.url} (for the real one, set ${missing.join(' and ')})`,
    local: true,
    model: process.env.CLOUDFLARE_DEMO_MODEL ?? 'openai/gpt-4o',
    close: server.close,
  };
}
