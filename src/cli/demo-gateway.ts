import type { GatewaySettings } from 'ai-sdk-provider-cloudflare/testing';

/** Stored keys, a route and a custom provider: enough to try every feature of the local gateway. */
export const demoGateway: GatewaySettings = {
  storedKeys: { openai: { default: 'sk-stored' } },
  routes: { support: { provider: 'openai', model: 'gpt-4o-mini' } },
  customProviders: ['demo'],
};

/** Pause between streamed chunks of the local gateway, in milliseconds: long enough to see it stream. */
export const demoChunkDelayMs = 15;
