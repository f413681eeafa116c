import { type CloudflareProvider, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';

/** What an example talks to, and with which models. */
export interface Connected {
  readonly cloudflare: CloudflareProvider;
  /** One line for people. */
  readonly where: string;
  readonly local: boolean;
  readonly model: string;
  readonly close: () => Promise<void>;
}

/** Whether the environment holds what the provider would read; a global key beside an email is no token. */
function environment(): { account: boolean; token: boolean } {
  const { CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY, CLOUDFLARE_API_TOKEN, CF_API_TOKEN } = process.env;
  const token = CLOUDFLARE_API_TOKEN ?? CF_API_TOKEN ?? (CLOUDFLARE_EMAIL ? undefined : CLOUDFLARE_API_KEY);
  return {
    account: Boolean(process.env.CLOUDFLARE_ACCOUNT_ID ?? process.env.CF_ACCOUNT_ID),
    token: Boolean(token),
  };
}

/**
 * Cloudflare itself, where an account and a token are set in the environment; otherwise the local gateway, served
 * on a free loopback port and reached over HTTP.
 */
export async function connect(): Promise<Connected> {
  const { account, token } = environment();
  const missing = [...(account ? [] : ['CLOUDFLARE_ACCOUNT_ID']), ...(token ? [] : ['CLOUDFLARE_API_TOKEN'])];
  if (missing.length === 0) {
    return {
      cloudflare: createCloudflare(),
      where: 'Cloudflare itself (CLOUDFLARE_ACCOUNT_ID and a token are set)',
      local: false,
      model: process.env.CLOUDFLARE_DEMO_MODEL ?? '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
      close: async () => undefined,
    };
  }
  const server = await serveLocalGateway(createLocalGateway({ chunkDelayMs: 40 }));
  const { accountId, apiToken, gatewayId } = localGatewayDefaults;
  return {
    cloudflare: createCloudflare({ baseURL: server.url, accountId, apiToken, gatewayId }),
    where: `the local gateway at ${server.url} (for the real one, set ${missing.join(' and ')})`,
    local: true,
    model: process.env.CLOUDFLARE_DEMO_MODEL ?? 'openai/gpt-4o',
    close: server.close,
  };
}
