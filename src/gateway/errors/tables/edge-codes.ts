import type { FailureRow } from './failure-row.ts';

const docs =
  'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/';
const sources = ['edge'] as const;

/** @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/ */
export const edgeCodes: readonly FailureRow[] = [
  {
    when: { codes: [1010], sources },
    ...{ kind: 'edge-blocked', retryable: false, status: 403, docs },
    hint: "Cloudflare's edge refused the client itself, typically for its user-agent header; gateway and model were not reached.",
  },
  {
    when: { codes: [1015], sources },
    ...{ kind: 'rate-limit', retryable: true, status: 429, scope: 'gateway', docs },
    hint: "A rate limit at Cloudflare's edge was reached: wait as long as the header retry-after says.",
  },
  {
    when: { codes: [1200], sources },
    ...{ kind: 'capacity', retryable: true, status: 429, docs },
  },
  {
    when: { codes: [1006, 1007, 1008, 1009, 1012, 1020], sources },
    ...{ kind: 'edge-blocked', retryable: false, status: 403, docs },
    hint: "A firewall rule or the address of this machine: Cloudflare's edge refused the connection.",
  },
];
