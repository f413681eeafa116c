import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import type { CloudflareProviderMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { getCloudflareMetadata } from '../../gateway/metadata/provider-metadata.ts';
import { isRecord } from '../../json-values.ts';
import { invalidArgument } from '../../settings/configuration-error.ts';

/**
 * What leads to an entry of the log: its id; a result, a step or a part of the AI SDK, of a stream too; what
 * `getCloudflareMetadata` returned, or a message of a chat carries; an error of this provider.
 */
export type LogReference =
  | string
  | { readonly providerMetadata?: unknown }
  | Pick<CloudflareProviderMetadata, 'logId' | 'gatewayId'>
  | Error;

/** An entry of the log, and the gateway that keeps it, where the reference says so. */
export interface LogAddress {
  readonly logId: string;
  readonly gatewayId: string | undefined;
}

/** @throws InvalidArgumentError for what leads to no entry, with the reasons that there may be */
export async function readLogReference(reference: unknown): Promise<LogAddress> {
  const { logId, gatewayId } = await factsOf(reference);
  // Ids are opaque, but a path they are not.
  if (typeof logId === 'string' && /^[\w.:-]{1,128}$/.test(logId.trim()) && !/^\.+$/.test(logId.trim()))
    return { logId: logId.trim(), gatewayId: typeof gatewayId === 'string' ? gatewayId : undefined };
  throw invalidArgument({
    setting: 'resultOrLogId',
    problem: `${problemOf(reference, logId)} Pass a log id, a result, or an error of this provider.`,
    example: 'cloudflare.logs.get(result)',
  });
}

interface Facts {
  readonly logId?: unknown;
  readonly gatewayId?: unknown;
}

async function factsOf(reference: unknown): Promise<Facts> {
  if (typeof reference === 'string') return { logId: reference };
  if (!isRecord(reference) && !(reference instanceof Error)) return {};
  if ('providerMetadata' in reference) {
    // Of a stream, the metadata comes when the stream has ended.
    const providerMetadata: unknown = await reference.providerMetadata;
    return (isRecord(providerMetadata) && getCloudflareMetadata({ providerMetadata })) || {};
  }
  return getCloudflareError(reference) ?? (isRecord(reference) ? reference : {});
}

function problemOf(reference: unknown, logId: unknown): string {
  if (typeof reference === 'string' || logId !== undefined) return 'this is no id of a log entry.';
  return 'it has no log id: no gateway took part (a plain Workers AI call), or it was told not to log (`collectLog`).';
}
