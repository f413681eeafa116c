import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import type { CloudflareProviderMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { getCloudflareMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { trimmed } from '../../json-values.ts';
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

/** A log entry, and the gateway that keeps it. */
export interface LogEntry {
  readonly logId: string;
  readonly gatewayId: string;
}

/**
 * The entry that a reference names, and its gateway where it names that too.
 * @throws InvalidArgumentError for a reference that identifies no entry, with the possible reasons
 */
export async function readLogReference(
  reference: unknown,
): Promise<Pick<LogEntry, 'logId'> & { readonly gatewayId: string | undefined }> {
  // A stream's metadata is available once the stream has ended.
  const metadata = await getCloudflareMetadata(Object(reference));
  const { logId, gatewayId } = metadata ?? getCloudflareError(reference) ?? Object(reference);
  const id = trimmed(typeof reference === 'string' ? reference : logId) ?? '';
  // Ids are opaque, but never a path.
  if (/^(?!\.+$)[\w.:-]{1,128}$/.test(id)) return { logId: id, gatewayId: trimmed(gatewayId) };
  const problem =
    typeof reference === 'string' || logId !== undefined
      ? 'this is not a log entry id.'
      : 'it has no log id: no gateway took part, or `collectLog` was off.';
  throw invalidArgument({
    setting: 'resultOrLogId',
    problem: `${problem} Pass a log id, a result, or an error of this provider.`,
    example: 'cloudflare.logs.get(result)',
  });
}
