import { codeOf, type ErrorEnvelope } from '../envelope.ts';
import type { CloudflareErrorSource } from '../error-info.ts';
import { cloudflareAPICodes, edgeCodes } from './cloudflare.ts';
import type { FailureCondition, FailureRow } from './failure-row.ts';
import { gatewayCodes } from './gateway.ts';
import { upstreamCodes, workersAICodes } from './models.ts';
import { statusRows, textRows } from './without-code.ts';

/**
 * Every table in the order in which rows are tried: by code, by words, by status. The account API stands first, since
 * it shares 7003 with the gateway and shows so in its text.
 */
export const failureTables: readonly (readonly FailureRow[])[] = [
  cloudflareAPICodes,
  gatewayCodes,
  workersAICodes,
  edgeCodes,
  upstreamCodes,
  textRows,
  statusRows,
];

/** For what no row explains; the last table leaves nothing to it. */
const unknownFailure: FailureRow = { kind: 'unknown' };

/** The row that explains a failure: the first that fits. The last row fits everything. */
export function findFailureRow(envelope: ErrorEnvelope, status: number | undefined): FailureRow {
  for (const table of failureTables) {
    const row = table.find(({ codes, when }) => hasCode(codes, envelope) && holds(when, envelope, status));
    if (row !== undefined) return row;
  }
  return unknownFailure;
}

/** Vendors have numbers too: those of Cloudflare count only where Cloudflare sent them. */
function hasCode(codes: FailureRow['codes'], { source, code, type }: ErrorEnvelope): boolean {
  if (codes === undefined) return true;
  if (source === 'upstream' && typeof codes[0] === 'number') return false;
  return codes.some(known => known === code || known === type);
}

function holds(
  { sources, shapes, statuses, text }: FailureCondition = {},
  envelope: ErrorEnvelope,
  status: number | undefined,
): boolean {
  return (
    (sources === undefined || sources.includes(envelope.source)) &&
    (shapes === undefined || shapes.includes(envelope.shape)) &&
    (statuses === undefined || statuses.some(wanted => matches(wanted, status))) &&
    (text === undefined || text.test(envelope.message))
  );
}

function matches(wanted: number | readonly [number, number], status: number | undefined): boolean {
  if (status === undefined) return false;
  return typeof wanted === 'number' ? wanted === status : wanted[0] <= status && status <= wanted[1];
}

/**
 * Who sends a code, for the codes that belong to Cloudflare only. Below 2000 vendors number their own. Of several
 * rows the last decides: what the account API shares belongs to the gateway.
 */
export function cloudflareSourceOf(code: unknown): CloudflareErrorSource | undefined {
  const number = codeOf(code);
  if (typeof number !== 'number' || number < 2000) return undefined;
  let found: CloudflareErrorSource | undefined;
  for (const { codes, source } of failureTables.flat()) {
    if (source !== undefined && codes?.includes(number)) found = source;
  }
  return found;
}
