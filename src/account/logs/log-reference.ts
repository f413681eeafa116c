import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import type { CloudflareProviderMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { getCloudflareMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { isRecord } from '../../json-values.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';

/**
 * Identifies a log entry: its id; an AI SDK result, step or part, streamed or not; what `getCloudflareMetadata` returned
 * or a chat message carries; or an error of this provider.
 */
export type LogReference =
  | string
  | { readonly providerMetadata?: unknown }
  | Pick<CloudflareProviderMetadata, 'logId' | 'gatewayId'>
  | Error;

/** A log entry, and the gateway that keeps it where the reference names one. */
export interface LogAddress {
  readonly logId: string;
  readonly gatewayId: string | undefined;
}

/** @throws InvalidArgumentError for a reference that identifies no entry, with the possible reasons */
export async function readLogReference(reference: unknown): Promise<LogAddress> {
  const { logId, gatewayId } = await identifiersOf(reference);
  // Ids are opaque, but never a path.
  if (typeof logId === 'string' && /^[\w.:-]{1,128}$/.test(logId.trim()) && !/^\.+$/.test(logId.trim()))
    return { logId: logId.trim(), gatewayId: typeof gatewayId === 'string' ? gatewayId : undefined };
  throw invalidArgument({
    setting: 'resultOrLogId',
    problem: `${problemOf(reference, logId)} Pass a log id, a result, or an error of this provider.`,
    example: 'cloudflare.logs.get(result)',
  });
}

interface Identifiers {
  readonly logId?: unknown;
  readonly gatewayId?: unknown;
}

async function identifiersOf(reference: unknown): Promise<Identifiers> {
  if (typeof reference === 'string') return { logId: reference };
  if (!isRecord(reference) && !(reference instanceof Error)) return {};
  if ('providerMetadata' in reference) {
    // A stream's metadata is available once the stream has ended.
    const providerMetadata: unknown = await reference.providerMetadata;
    return (isRecord(providerMetadata) && getCloudflareMetadata({ providerMetadata })) || {};
  }
  return getCloudflareError(reference) ?? (isRecord(reference) ? reference : {});
}

function problemOf(reference: unknown, logId: unknown): string {
  if (typeof reference === 'string' || logId !== undefined) return 'this is not a log entry id.';
  return 'it has no log id: no gateway took part (a plain Workers AI call), or logging was off (`collectLog`).';
}
