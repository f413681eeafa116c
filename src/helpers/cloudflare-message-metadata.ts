import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import { getCloudflareMetadata } from '../gateway/metadata/provider-metadata.ts';

/**
 * What a chat UI may show about a call and needs for feedback. With several steps, the last one that reports it.
 */
export type CloudflareMessageMetadata = Pick<
  CloudflareProviderMetadata,
  'cacheStatus' | 'logId' | 'gatewayId' | 'model' | 'provider'
>;

/** The fields of a stream part that are read. */
interface StreamPart {
  readonly type: string;
  readonly providerMetadata?: unknown;
  readonly response?: { readonly modelId?: string | undefined } | undefined;
}

/**
 * Adds the gateway's metadata to a chat message: pass it to `toUIMessageStreamResponse`. `logs.feedback` accepts the
 * message's metadata as it is.
 * @returns `undefined` for parts without metadata, which sends nothing
 * @example result.toUIMessageStreamResponse({ messageMetadata: cloudflareMessageMetadata })
 */
export function cloudflareMessageMetadata({
  part,
}: {
  readonly part: StreamPart;
}): CloudflareMessageMetadata | undefined {
  if (part.type !== 'finish-step') return undefined;
  const { providerMetadata, response } = part;
  // Another package may have put anything there; each member is checked.
  const metadata = getCloudflareMetadata({ providerMetadata: providerMetadata as Record<string, unknown> });
  if (metadata === undefined) return undefined;
  const { cacheStatus, logId, gatewayId, routedModel, provider } = metadata;
  const model = routedModel ?? metadata.model ?? response?.modelId;
  return {
    ...(cacheStatus !== undefined && { cacheStatus }),
    ...(logId !== undefined && { logId }),
    ...(gatewayId !== undefined && { gatewayId }),
    ...(model !== undefined && { model }),
    ...(provider !== undefined && { provider }),
  };
}
