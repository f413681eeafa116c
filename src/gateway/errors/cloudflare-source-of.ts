import type { CloudflareErrorSource } from './cloudflare-error-info.ts';
import { codeOf } from './json-values.ts';
import { codeRows } from './tables/code-table.ts';

/** Who sends a code, for the codes that belong to Cloudflare alone. Below 2000 vendors number their own. */
const sources: ReadonlyMap<number, CloudflareErrorSource> = new Map(
  codeRows.flatMap(row =>
    (row.when.codes ?? []).flatMap(code =>
      typeof code === 'number' && code >= 2000 && row.source !== undefined
        ? [[code, row.source] as const]
        : [],
    ),
  ),
);

export function cloudflareSourceOf(code: unknown): CloudflareErrorSource | undefined {
  const number = codeOf(code);
  return typeof number === 'number' ? sources.get(number) : undefined;
}
