import { anthropicFailures } from './anthropic-failures.ts';
import { cloudflareFailures } from './cloudflare-failures.ts';
import { apiFailures, gatewayFailures, workersAIFailures } from './coded-failures.ts';
import { openAIFailures } from './openai-failures.ts';
import { vendorFailures } from './vendor-failures.ts';

/** The name of a failure that the local gateway can return. */
export type LocalFailure =
  | keyof typeof apiFailures
  | keyof typeof gatewayFailures
  | keyof typeof workersAIFailures
  | keyof typeof openAIFailures
  | keyof typeof cloudflareFailures
  | keyof typeof anthropicFailures
  | keyof typeof vendorFailures
  | 'workers-ai-unauthorized';

/** The origin of a failure, which determines its headers and whether an upstream is called. */
export type FailureOrigin = 'gateway' | 'cloudflare-api' | 'edge' | 'upstream';

/** One failure: its origin, its status, and its body as data. */
export interface FailureRow {
  readonly from: FailureOrigin;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The response has neither `cf-aig-log-id` nor `cf-aig-step`. */
  readonly idsOnly?: true;
  /** `v4`, `gateway` and `workers-ai` are envelopes around code and message; `verbatim` is sent unchanged. */
  readonly body:
    | { readonly shape: 'v4' | 'gateway' | 'workers-ai'; readonly code: number; readonly message: string }
    | { readonly shape: 'verbatim'; readonly value: unknown };
}

type Shape = 'v4' | 'gateway' | 'workers-ai';
type CodedRow = readonly [status: number, code: number, message: string];
type OpenAIRow = readonly [
  status: number,
  message: string,
  type: string,
  code: string | null,
  param: string | null,
];
type VerbatimRow = readonly [
  from: FailureOrigin,
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
];

function coded<NAME extends string>(
  rows: Readonly<Record<NAME, CodedRow>>,
  from: FailureOrigin,
  shape: Shape,
): Record<NAME, FailureRow> {
  return mapRows(rows, ([status, code, message]) => ({ from, status, body: { shape, code, message } }));
}

function mapRows<NAME extends string, ROW>(
  rows: Readonly<Record<NAME, ROW>>,
  map: (row: ROW) => FailureRow,
): Record<NAME, FailureRow> {
  const entries = Object.entries<ROW>(rows).map(([name, row]) => [name, map(row)]);
  // The entries come from `rows`, so every name is there.
  return Object.fromEntries(entries) as Record<NAME, FailureRow>;
}

function openAIRow([status, message, type, code, param]: OpenAIRow): FailureRow {
  // Only real rate limits have `retry-after`.
  const headers: Record<string, string> = code === 'rate_limit_exceeded' ? { 'retry-after': '2' } : {};
  return {
    from: 'upstream',
    status,
    headers,
    body: { shape: 'verbatim', value: { error: { message, type, param, code } } },
  };
}

function verbatimRow([from, status, value, headers = {}]: VerbatimRow): FailureRow {
  return { from, status, headers, body: { shape: 'verbatim', value } };
}

const gatewayRows = coded(gatewayFailures, 'gateway', 'gateway');

/** Every failure of the contract, one row per envelope and code. */
export const localFailures: Readonly<Record<LocalFailure, FailureRow>> = {
  ...coded(apiFailures, 'cloudflare-api', 'v4'),
  ...gatewayRows,
  ...coded(workersAIFailures, 'upstream', 'workers-ai'),
  ...mapRows(openAIFailures, openAIRow),
  ...mapRows<keyof typeof cloudflareFailures, VerbatimRow>(cloudflareFailures, verbatimRow),
  ...mapRows<keyof typeof anthropicFailures, VerbatimRow>(anthropicFailures, verbatimRow),
  ...mapRows<keyof typeof vendorFailures, VerbatimRow>(vendorFailures, verbatimRow),
  // Workers AI behind a gateway refuses a missing token in the envelope of the API.
  'workers-ai-unauthorized': {
    from: 'upstream',
    status: 401,
    body: { shape: 'v4', code: 10000, message: 'Authentication error' },
  },
  'no-credits-rest': { ...gatewayRows['no-credits-rest'], idsOnly: true },
  'dlp-request': { ...gatewayRows['dlp-request'], headers: dlpHeader('REQUEST') },
  'dlp-response': { ...gatewayRows['dlp-response'], headers: dlpHeader('RESPONSE') },
};

/** What data loss prevention reports about a block. */
function dlpHeader(check: 'REQUEST' | 'RESPONSE'): Record<string, string> {
  return { 'cf-aig-dlp': JSON.stringify(dlpReport(check, 'BLOCK')) };
}

export function dlpReport(check: 'REQUEST' | 'RESPONSE', action: 'BLOCK' | 'FLAG'): unknown {
  const profile = { context: {}, entry_ids: ['local-entry'], profile_id: 'local-profile' };
  return { findings: [{ profile, policy_ids: ['local-policy'], check }], action };
}
