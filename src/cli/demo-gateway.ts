import type { GatewaySettings } from 'ai-sdk-provider-cloudflare/testing';

/** Stored keys, a route and a custom provider: enough to try everything that the local gateway can do. */
export const demoGateway: GatewaySettings = {
  storedKeys: { openai: { default: 'sk-stored' } },
  routes: { support: { provider: 'openai', model: 'gpt-4o-mini' } },
  customProviders: ['demo'],
};

/** Pause between two streamed pieces of the local gateway, in milliseconds: enough to see that it streams. */
export const demoChunkDelayMs = 15;
