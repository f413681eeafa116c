import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import type { AnswerCall } from './answer-call.ts';

/** `providerMetadata.cloudflare` of a result: what the headers, the route and the body report. */
export function resultMetadata({
  request,
  exchange,
  record: { keySource, usage },
}: Pick<AnswerCall, 'request' | 'exchange' | 'record'>): CloudflareProviderMetadata {
  const { selection, gatewayId } = request.plan;
  const metadata: CloudflareProviderMetadata = {
    ...exchange.response?.metadata,
    endpoint: selection.endpoint,
  };
  if (typeof gatewayId === 'string') metadata.gatewayId = gatewayId;
  if (keySource !== undefined) metadata.keySource = keySource;
  // Parsed from JSON, so it is JSON.
  if (usage !== undefined) metadata.usage = usage as NonNullable<typeof metadata.usage>;
  return metadata;
}

/** Our metadata next to the core's. The result is a fresh object, since the SDK writes to it. */
export function withMetadata<METADATA extends object>(
  existing: METADATA | undefined,
  metadata: CloudflareProviderMetadata,
): METADATA & { cloudflare: CloudflareProviderMetadata } {
  const own = (existing as { cloudflare?: object } | undefined)?.cloudflare;
  return {
    ...(existing as METADATA),
    cloudflare: own === undefined ? metadata : { ...own, ...metadata },
  };
}
