import type { FailureRow } from './failure-row.ts';
import { apiTokenHint } from './hints.ts';

const tokenDocs = 'fundamentals/api/get-started/create-token/';
const restDocs = 'ai-gateway/usage/rest-api/';

/** @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ — the account API in front of everything */
export const cloudflareAPICodes: readonly FailureRow[] = [
  {
    codes: [10000],
    when: { statuses: [403] },
    source: 'cloudflare-api',
    kind: 'permission',
    hint: apiTokenHint,
    docs: tokenDocs,
  },
  {
    codes: [10000],
    source: 'cloudflare-api',
    kind: 'authentication',
    status: 401,
    hint: apiTokenHint,
    docs: tokenDocs,
  },
  // Sent for a dynamic route on the run path (cloudflare/ai#581), and for a mistaken path.
  {
    codes: [7000],
    source: 'cloudflare-api',
    kind: 'invalid-request',
    status: 400,
    hint: "Check baseURL; dynamic routes need endpoint: 'compat'.",
    docs: restDocs,
  },
  { codes: [7001], source: 'cloudflare-api', kind: 'invalid-request', status: 405, docs: restDocs },
  // Before the gateway's 7003: here it means that the path leads nowhere (anomalyco/opencode#23773).
  {
    codes: [7003],
    when: { text: /could not route/i },
    source: 'cloudflare-api',
    kind: 'invalid-request',
    status: 404,
    hint: 'Check accountId: it must be the account that owns the token.',
    docs: 'fundamentals/account/find-account-and-zone-ids/',
  },
];

const edge = ['edge'] as const;
const edgeDocs = 'support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/';

/** @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/ */
export const edgeCodes: readonly FailureRow[] = [
  {
    codes: [1010],
    when: { sources: edge },
    kind: 'edge-blocked',
    status: 403,
    hint: "Cloudflare's edge refused the client: check its user-agent header.",
    docs: edgeDocs,
  },
  {
    codes: [1015],
    when: { sources: edge },
    kind: 'rate-limit',
    retryable: true,
    status: 429,
    scope: 'gateway',
    hint: 'Wait as long as retry-after says.',
    docs: edgeDocs,
  },
  {
    codes: [1200],
    when: { sources: edge },
    kind: 'capacity',
    retryable: true,
    status: 429,
    docs: edgeDocs,
  },
  {
    codes: [1006, 1007, 1008, 1009, 1012, 1020],
    when: { sources: edge },
    kind: 'edge-blocked',
    status: 403,
    hint: "Cloudflare's edge refused the connection: check firewall rules.",
    docs: edgeDocs,
  },
];
