/** Cloudflare's two public hosts. @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ */
export const cloudflareHosts: { readonly api: string; readonly gateway: string } = {
  api: 'https://api.cloudflare.com',
  gateway: 'https://gateway.ai.cloudflare.com',
};

/** Where the binding of a Worker sends its calls; no other client reaches it. */
export const bindingHost = 'https://workers-binding.ai';
