import type { MetadataValue } from './gateway-options.ts';

/** The gateway keeps five entries and drops the rest in silence. @see https://developers.cloudflare.com/ai-gateway/observability/custom-metadata/ */
const maxMetadataEntries = 5;

/** What is wrong with request metadata, if anything is. */
export function metadataProblem(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const entries = Object.entries(metadata).filter(([, value]) => value !== undefined);
  for (const [key, value] of entries) {
    if (key === '') return 'a key is empty';
    if (/^cf\./i.test(key))
      return `"${key}" is reserved: keys that begin with "cf." are removed by the gateway`;
    if (!['string', 'boolean', 'bigint'].includes(typeof value) && !Number.isFinite(value)) {
      return `"${key}" is no string, number or boolean; one such value makes the gateway drop all metadata`;
    }
  }
  if (entries.length > maxMetadataEntries) {
    return `${entries.length} entries; the gateway keeps five (${entries.map(([key]) => key).join(', ')})`;
  }
  return undefined;
}

/** JSON in ASCII: header values are bytes, and other characters are lost or refused by `fetch`. */
export function asciiJson(value: unknown): string {
  const json = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item));
  return json.replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function metadataHeader(
  metadata: Readonly<Record<string, MetadataValue | undefined>>,
): string | undefined {
  const entries = Object.entries(metadata).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : asciiJson(Object.fromEntries(entries));
}
