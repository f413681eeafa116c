import { resultMetadata } from '../answer/result-metadata.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/cloudflare-provider-metadata.ts';
import type { EmbeddingCall } from './embedding-call.ts';

/**
 * What an embedding result says under `providerMetadata.cloudflare`. The specification has no warnings for
 * embeddings in V2, so they are told here.
 */
export function embeddingMetadata(call: EmbeddingCall): { cloudflare: CloudflareProviderMetadata } {
  const warnings = call.warnings.map(warning =>
    warning.type === 'other' ? warning.message : `${warning.feature}: ${warning.details ?? 'not supported'}`,
  );
  const metadata = resultMetadata(call.request, Object.fromEntries(call.record.headers ?? []), call.record);
  return { cloudflare: { ...metadata, ...(warnings.length > 0 && { warnings }) } };
}
