// A user's code, compiled in a project of its own by scripts/matrix/types-check.mjs.

import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import {
  createProviderRegistry,
  customProvider,
  defaultSettingsMiddleware,
  embed,
  generateText,
  type LanguageModel,
  ToolLoopAgent,
  wrapLanguageModel,
} from 'ai7';

const gateway = createLocalGateway({ gateways: { docs: { cacheTtl: 60 } } });
const settings: CloudflareProviderSettings = { ...localGatewayDefaults, fetch: gateway.fetch };
const cloudflare: CloudflareProvider = createCloudflare(settings);
export const server: Promise<LocalServer> = serveLocalGateway(gateway);

const model: LanguageModel = cloudflare('openai/gpt-4o');
export const specification: 'v2' = cloudflare('openai/gpt-4o').specificationVersion;
export const several: LanguageModel = cloudflare.fallback([
  'openai/gpt-4o',
  cloudflare('@cf/openai/gpt-oss-120b'),
]);
export const agent: unknown = new ToolLoopAgent({ model });

// @ts-expect-error: the SDK's type asks for a provider of a later specification; at run time it adapts this one
const registry = createProviderRegistry({ cloudflare });
const custom = customProvider({
  languageModels: { fast: cloudflare('openai/gpt-4o') },
  fallbackProvider: cloudflare,
});
const middleware = defaultSettingsMiddleware({ settings: { maxOutputTokens: 100 } });
export const wrapped: LanguageModel = wrapLanguageModel({ model: cloudflare('openai/gpt-4o'), middleware });

export async function call(): Promise<string | undefined> {
  await generateText({ model: registry.languageModel('cloudflare:openai/gpt-4o'), prompt: 'hi' });
  await generateText({ model: custom.languageModel('fast'), prompt: 'hi' });
  await embed({ model: cloudflare.embeddingModel('@cf/baai/bge-m3'), value: 'hi' });
  const result = await generateText({ model, prompt: 'hi' });
  return getCloudflareMetadata(result)?.logId;
}

// @ts-expect-error: no such setting
createCloudflare({ accountIdentifier: 'x' });
