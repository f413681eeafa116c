import { type GatewaySettings, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';

/** Stored keys, routes and custom providers: enough to try every feature, and the ids of the documentation. */
const demoGateway: GatewaySettings = {
  storedKeys: { openai: { default: 'sk-stored', production: 'sk-stored-production' } },
  routes: {
    support: { provider: 'openai', model: 'gpt-4o-mini' },
    'my-route': { provider: 'openai', model: 'gpt-4o-mini' },
  },
  customProviders: ['demo', 'acme', 'my-provider'],
};

/** The gateways of the local gateway: those of the documentation, and more. */
export function demoGateways(more: readonly string[] = []): Readonly<Record<string, GatewaySettings>> {
  const ids = [localGatewayDefaults.gatewayId, 'my-gateway', ...more];
  return Object.fromEntries(ids.map(id => [id, demoGateway]));
}

/** Pause between streamed chunks of the local gateway, in milliseconds: long enough to see it stream. */
export const demoChunkDelayMs = 15;
