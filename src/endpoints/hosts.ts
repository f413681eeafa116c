/** Cloudflare's hosts; the last one is where the binding of a Worker sends its calls, and no other client reaches it. @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ */
export const cloudflareHosts: { readonly [HOST in 'api' | 'gateway' | 'binding']: string } = {
  api: 'https://api.cloudflare.com',
  gateway: 'https://gateway.ai.cloudflare.com',
  binding: 'https://workers-binding.ai',
};

/** Whether a URL or an origin leads to one of them. */
export function isCloudflareHost(url: string): boolean {
  return Object.values(cloudflareHosts).includes(new URL(url).origin);
}
