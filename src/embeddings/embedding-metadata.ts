import { resultMetadata } from '../answer/result-metadata.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/cloudflare-provider-metadata.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { EmbeddingCall } from './embedding-call.ts';

/** What an embedding result says under `providerMetadata.cloudflare`. */
export function embeddingMetadata({ request, record }: EmbeddingCall): CloudflareProviderMetadata {
  return resultMetadata(request, Object.fromEntries(record.headers ?? []), record);
}

/** Warnings as texts, for the metadata of a specification whose embeddings have no warnings of their own. */
export function warningTexts(warnings: readonly CallWarning[]): string[] {
  return warnings.map(warning =>
    warning.type === 'other' ? warning.message : `${warning.feature}: ${warning.details ?? 'not supported'}`,
  );
}
