import type { CloudflareProviderMetadata } from './cloudflare-provider-metadata.ts';

/** Whatever carries provider metadata: results, steps, finish parts of streams. */
export interface WithProviderMetadata {
  readonly providerMetadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What Cloudflare said about a call, typed.
 * @param result a result of `generateText`, `embed` or `generateObject`, a step, or a `finish` part of a stream;
 * of `streamText`, pass `{ providerMetadata: await result.providerMetadata }`
 * @returns `undefined` when the call did not go through this provider
 * @example getCloudflareMetadata(await generateText({ model: cloudflare('openai/gpt-4o'), prompt }))?.logId
 */
export function getCloudflareMetadata(
  result: WithProviderMetadata | null | undefined,
): CloudflareProviderMetadata | undefined {
  const metadata = result?.providerMetadata?.cloudflare;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return undefined;
  return metadata;
}
