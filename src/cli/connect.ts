import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import type { ParsedArguments } from './arguments/parse-arguments.ts';
import { readSettings } from './arguments/read-settings.ts';
import { UsageError } from './arguments/usage-error.ts';
import { demoChunkDelayMs, demoGateways } from './demo-gateway.ts';

/** The provider of one command, and the settings it was created with. */
export interface Connected {
  readonly provider: CloudflareProvider;
  readonly settings: CloudflareProviderSettings;
}

/** Settings for a local gateway. */
export function localSettings(given: ParsedArguments, baseURL: string): CloudflareProviderSettings {
  for (const name of ['account-id', 'api-token', 'gateway-token', 'base-url']) {
    if (given.text(name) !== undefined)
      throw new UsageError(`--local uses its own account: remove --${name}.`);
  }
  return {
    ...localGatewayDefaults,
    gatewayToken: localGatewayDefaults.apiToken,
    ...readSettings(given),
    baseURL,
  };
}

/** Runs a function with the provider that the command line configures; `--local` starts a local gateway for it. */
export async function withProvider<RESULT>(
  given: ParsedArguments,
  use: (connected: Connected) => Promise<RESULT>,
): Promise<RESULT> {
  if (!given.flag('local')) {
    const settings = readSettings(given);
    return use({ provider: createCloudflare(settings), settings });
  }
  const gateway = createLocalGateway({
    gateways: demoGateways(),
    chunkDelayMs: demoChunkDelayMs,
  });
  const server = await serveLocalGateway(gateway);
  try {
    const settings = localSettings(given, server.url);
    return await use({ provider: createCloudflare(settings), settings });
  } finally {
    await server.close();
  }
}
