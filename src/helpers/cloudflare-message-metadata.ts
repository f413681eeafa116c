import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import { getCloudflareMetadata } from '../gateway/metadata/provider-metadata.ts';

/**
 * What a chat UI may show of a call, and needs for feedback. Of several steps, the last one that says it.
 */
export type CloudflareMessageMetadata = Pick<
  CloudflareProviderMetadata,
  'cacheStatus' | 'logId' | 'gatewayId' | 'model' | 'provider'
>;

/** A part of a stream, as far as it is looked at. */
interface StreamPart {
  readonly type: string;
  readonly providerMetadata?: unknown;
  readonly response?: { readonly modelId?: string | undefined } | undefined;
}

/**
 * Hands what the gateway said of a call to a chat: pass it to `toUIMessageStreamResponse`. The message carries the
 * facts as its metadata, and `logs.feedback` takes that as it is.
 * @returns `undefined` for parts that say nothing, which sends nothing
 * @example result.toUIMessageStreamResponse({ messageMetadata: cloudflareMessageMetadata })
 */
export function cloudflareMessageMetadata({
  part,
}: {
  readonly part: StreamPart;
}): CloudflareMessageMetadata | undefined {
  if (part.type !== 'finish-step') return undefined;
  const { providerMetadata, response } = part;
  // What another package put there is looked at member by member.
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
