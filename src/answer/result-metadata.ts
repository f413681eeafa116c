import type { CloudflareProviderMetadata } from '../gateway/metadata/cloudflare-provider-metadata.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-gateway-metadata.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import type { AnswerRecord } from './answer-record.ts';

/** What a result says under `providerMetadata.cloudflare`: headers, route, and the body's own facts. */
export function resultMetadata(
  request: PreparedRequest,
  headers: Readonly<Record<string, string>> | undefined,
  record: Pick<AnswerRecord, 'usage' | 'keySource'>,
): CloudflareProviderMetadata {
  const { selection, gatewayId } = request.plan;
  const metadata = readGatewayMetadata(headers);
  metadata.endpoint = selection.endpoint;
  if (typeof gatewayId === 'string') metadata.gatewayId = gatewayId;
  if (record.keySource !== undefined) metadata.keySource = record.keySource;
  // What was parsed from JSON is JSON.
  if (record.usage !== undefined) metadata.usage = record.usage as NonNullable<typeof metadata.usage>;
  return metadata;
}

/** Our metadata beside whatever the core found. The result is fresh: the SDK writes to it. */
export function withMetadata<METADATA extends object>(
  existing: METADATA | undefined,
  metadata: CloudflareProviderMetadata,
): METADATA & { cloudflare: CloudflareProviderMetadata } {
  const own = (existing as { cloudflare?: object } | undefined)?.cloudflare;
  return { ...(existing as METADATA), cloudflare: { ...own, ...metadata } };
}
