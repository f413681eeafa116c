import { isObject, parseJson } from '../http/json.ts';

export type LogMetadata = Readonly<Record<string, string | number | boolean>> | null;

/**
 * Metadata as a log row keeps it. Keys beginning with `cf.` are removed, then the first five entries stay; one
 * value that is neither string, number nor boolean voids them all. Nothing reports it to the caller.
 */
export function readMetadata(header: string | undefined): LogMetadata {
  const given = parseJson(header ?? '');
  if (!isObject(given)) return null;
  const kept: Record<string, string | number | boolean> = {};
  const entries = Object.entries(given).filter(([key]) => !key.startsWith('cf.'));
  for (const [key, value] of entries.slice(0, 5)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
    kept[key] = value;
  }
  return kept;
}
