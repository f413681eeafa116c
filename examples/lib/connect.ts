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

const tokenVariables = ['CLOUDFLARE_API_TOKEN', 'CF_API_TOKEN', 'CLOUDFLARE_API_KEY'];

/**
 * Cloudflare itself, where an account and a token are set in the environment; otherwise the local gateway, served
 * on a free loopback port and reached over HTTP.
 */
export async function connect(): Promise<Connected> {
  const account = process.env.CLOUDFLARE_ACCOUNT_ID ?? process.env.CF_ACCOUNT_ID;
  if (account && tokenVariables.some(name => process.env[name])) {
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
    where: `the local gateway at ${server.url} (no account: set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN for the real one)`,
    local: true,
    model: process.env.CLOUDFLARE_DEMO_MODEL ?? 'openai/gpt-4o',
    close: server.close,
  };
}
