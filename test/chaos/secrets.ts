import type { LocalGatewayOptions } from 'ai-sdk-provider-cloudflare/testing';

/** The Cloudflare token of the mix: a word that must not turn up anywhere. */
export const TOKEN = 'cf-tok-SECRET';

/** For the gateway: what the token may do. */
export const tokens: NonNullable<LocalGatewayOptions['tokens']> = {
  [TOKEN]: ['workers-ai-read', 'ai-gateway-run', 'ai-gateway-read'],
};
