import type { FailureTable } from './failure-row.ts';
import { apiTokenHint, edgeHint, waitHint } from './hints.ts';

const tokenDocs = 'fundamentals/api/get-started/create-token/';

/** @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ — the account API in front of everything */
export const cloudflareAPICodes: FailureTable = {
  source: 'cloudflare-api',
  docs: 'ai-gateway/usage/rest-api/',
  rows: [
    { codes: [10000], statuses: [403], kind: 'permission', hint: apiTokenHint, docs: tokenDocs },
    { codes: [10000], kind: 'authentication', hint: apiTokenHint, docs: tokenDocs },
    // Sent for a dynamic route on the run path (cloudflare/ai#581), and for a mistaken path.
    {
      codes: [7000],
      kind: 'invalid-request',
      hint: "Check baseURL; dynamic routes need endpoint: 'compat'.",
    },
    { codes: [7001], kind: 'invalid-request', status: 405 },
    // Before the gateway's 7003: here it means that the path leads nowhere (anomalyco/opencode#23773).
    {
      codes: [7003],
      text: /could not route/i,
      kind: 'invalid-request',
      status: 404,
      hint: 'Check accountId: it must be the account that owns the token.',
      docs: 'fundamentals/account/find-account-and-zone-ids/',
    },
  ],
};

/** @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/ */
export const edgeCodes: FailureTable = {
  sources: ['edge'],
  docs: 'support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/',
  rows: [
    {
      codes: [1010],
      kind: 'edge-blocked',
      hint: "Cloudflare's edge refused the client: check its user-agent header.",
    },
    { codes: [1015], kind: 'rate-limit', scope: 'gateway', hint: waitHint },
    { codes: [1200], kind: 'capacity' },
    { codes: [1006, 1007, 1008, 1009, 1012, 1020], kind: 'edge-blocked', hint: edgeHint },
  ],
};
