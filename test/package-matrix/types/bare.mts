// All entries in a project without the AI SDK, compiled there by scripts/matrix/types-check.mjs.
import { type CloudflareProviderMetadata, createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { createCloudflare as createSameV2 } from 'ai-sdk-provider-cloudflare/v2';
import { createCloudflare as createV3, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';

const gateway = createLocalGateway();
const settings = { ...localGatewayDefaults, fetch: gateway.fetch };
export const server: Promise<LocalServer> = serveLocalGateway(gateway);

export const second: 'v2' = createV2(settings)('openai/gpt-4o').specificationVersion;
export const sameSecond: 'v2' = createSameV2(settings)('openai/gpt-4o').specificationVersion;
export const third: 'v3' = createV3(settings)('openai/gpt-4o').specificationVersion;
export const fourth: 'v4' = createV4(settings)('openai/gpt-4o').specificationVersion;
// One type for all entries.
export const metadata: CloudflareProviderMetadata | undefined = getCloudflareMetadata({
  providerMetadata: {},
});

// @ts-expect-error: no such setting
createV4({ accountIdentifier: 'x' });
