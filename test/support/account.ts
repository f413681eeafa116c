/** Made-up account, gateway and credentials. Each secret is a word of its own, so that a leak names itself. */
export const ACCOUNT = '0123456789abcdef0123456789abcdef';
export const GATEWAY = 'my-gateway';
export const TOKEN = 'cf-tok-SECRET';
export const GATEWAY_TOKEN = 'aig-tok-SECRET';

export const REST: string = `https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/ai/v1`;
export const GATEWAY_HOST: string = `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/${GATEWAY}`;

/** The key of one upstream, as a user would pass it. */
export const vendorKey = (upstream: string): string => `sk-${upstream}-SECRET`;

/** An unfilled template: `${NAME}`. */
export const template = (name: string): string => ['$', '{', name, '}'].join('');
