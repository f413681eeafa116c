import { codeOf, type ErrorEnvelope, isErrorStatus } from '../envelope.ts';
import type { CloudflareErrorSource } from '../error-info.ts';
import { cloudflareAPICodes, edgeCodes } from './cloudflare.ts';
import type { FailureRow, FailureTable } from './failure-row.ts';
import { gatewayCodes } from './gateway.ts';
import { kindFacts } from './kinds.ts';
import { upstreamCodes, workersAICodes } from './models.ts';
import { statusRows, textRows } from './without-code.ts';

/**
 * Every table in the order in which rows are tried: by code, by words, by status. The account API stands first, since
 * it shares 7003 with the gateway and shows so in its text.
 */
export const failureTables: readonly FailureTable[] = [
  cloudflareAPICodes,
  gatewayCodes,
  workersAICodes,
  edgeCodes,
  upstreamCodes,
  textRows,
  statusRows,
];

/** The row that explains a failure, the first that fits, and its table. The last row fits everything. */
export function findFailureRow(
  envelope: ErrorEnvelope,
  status: number | undefined,
): readonly [FailureRow, Omit<FailureTable, 'rows'>] {
  const fitting = failureTables.flatMap(({ rows, ...table }) =>
    fits(table, envelope, status)
      ? rows.filter(row => fits(row, envelope, status)).map(row => [row, table] as const)
      : [],
  );
  return fitting[0] as (typeof fitting)[number];
}

/** What is known about a failure. */
export interface Explanation
  extends Pick<FailureRow, 'kind' | 'phase' | 'hint' | 'words'>,
    Pick<ErrorEnvelope, 'source'> {
  readonly retryable: boolean;
  readonly docs: string | undefined;
  readonly scope: FailureRow['scope'] | undefined;
  readonly status: number | undefined;
}

/**
 * What a failure means: by its row, the table and the kind of that, and the envelope.
 * @param responseStatus counts if it is that of an error; else what the envelope states does
 */
export function explainFailure(envelope: ErrorEnvelope, responseStatus?: number): Explanation {
  const known = isErrorStatus(responseStatus) ? responseStatus : envelope.status;
  const [row, { source = envelope.source, docs }] = findFailureRow(envelope, known ?? responseStatus);
  const [, status = responseStatus, retryable = false, scope] = kindFacts[row.kind];
  return { ...{ source, docs, retryable, scope }, ...row, status: known ?? row.status ?? status };
}

function fits(
  { codes, sources, shape, statuses, text }: Partial<FailureRow>,
  envelope: ErrorEnvelope,
  status = 0,
): boolean {
  const { source, code, type, message } = envelope;
  // Vendors have numbers too: those of Cloudflare count only where Cloudflare sent them.
  const own = source !== 'upstream' || typeof codes?.[0] !== 'number';
  return (
    (codes?.some(known => own && (known === code || known === type)) ?? true) &&
    (sources?.includes(source) ?? true) &&
    (shape === undefined || shape === envelope.shape) &&
    (statuses?.some(wanted => wanted === status || wanted === Math.trunc(status / 100)) ?? true) &&
    (text?.test(message) ?? true)
  );
}

/**
 * Who sends a code, for the codes that belong to Cloudflare only. Below 2000 vendors number their own. Of several
 * tables the last decides: what the account API shares belongs to the gateway.
 */
export function cloudflareSourceOf(code: unknown): CloudflareErrorSource | undefined {
  const number = codeOf(code);
  if (typeof number !== 'number' || number < 2000) return undefined;
  return [...failureTables].reverse().find(({ rows }) => rows.some(({ codes }) => codes?.includes(number)))
    ?.source;
}
