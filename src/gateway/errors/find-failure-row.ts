import type { ErrorEnvelope } from './error-envelope.ts';
import { codeRows } from './tables/code-table.ts';
import type { FailureCondition, FailureRow } from './tables/failure-row.ts';
import { statusRows } from './tables/status-rows.ts';
import { textRows } from './tables/text-rows.ts';

/** Every row in the order in which it is tried: by code, by words, by status. */
export const failureRows: readonly FailureRow[] = [...codeRows, ...textRows, ...statusRows];

/** The row that explains a failure: the first that fits. The last row fits everything. */
export function findFailureRow(envelope: ErrorEnvelope, status: number | undefined): FailureRow {
  const row = failureRows.find(({ when }) => holds(when, envelope, status));
  return row ?? { when: {}, kind: 'unknown', retryable: false };
}

function holds(when: FailureCondition, envelope: ErrorEnvelope, status: number | undefined): boolean {
  const { codes, sources, shapes, statuses, text } = when;
  return (
    (codes === undefined ||
      (isOwnCode(codes, envelope) && (has(codes, envelope.code) || has(codes, envelope.type)))) &&
    (sources === undefined || sources.includes(envelope.source)) &&
    (shapes === undefined || shapes.includes(envelope.shape)) &&
    (statuses === undefined || statuses.some(wanted => matches(wanted, status))) &&
    (text === undefined || text.test(envelope.message))
  );
}

/** Vendors have numbers too: those of Cloudflare count only where Cloudflare sent them. */
function isOwnCode(codes: readonly (number | string)[], { source }: ErrorEnvelope): boolean {
  return source !== 'upstream' || codes.some(code => typeof code === 'string');
}

function has(codes: readonly (number | string)[], code: number | string | undefined): boolean {
  return code !== undefined && codes.includes(code);
}

function matches(wanted: number | readonly [number, number], status: number | undefined): boolean {
  if (status === undefined) return false;
  return typeof wanted === 'number' ? wanted === status : wanted[0] <= status && status <= wanted[1];
}
