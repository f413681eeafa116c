import type { CloudflareProviderMetadata } from '../gateway/metadata/cloudflare-provider-metadata.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import type { AnswerRecord } from './answer-record.ts';

/** `providerMetadata.cloudflare` of a result: what the headers, the route and the body report. */
export function resultMetadata(
  request: PreparedRequest,
  { gateway, keySource, usage }: AnswerRecord,
): CloudflareProviderMetadata {
  const { selection, gatewayId } = request.plan;
  const metadata: CloudflareProviderMetadata = { ...gateway, endpoint: selection.endpoint };
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
  return { ...(existing as METADATA), cloudflare: { ...own, ...metadata } };
}
