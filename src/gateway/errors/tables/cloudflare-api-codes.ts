import type { FailureRow } from './failure-row.ts';
import { apiTokenHint, routeHint } from './hints.ts';

const docs = 'https://developers.cloudflare.com/fundamentals/api/';
const source = 'cloudflare-api';

/** @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/ — the account API in front of everything */
export const cloudflareAPICodes: readonly FailureRow[] = [
  {
    when: { codes: [10000], statuses: [403] },
    ...{ source, kind: 'permission', retryable: false },
    hint: apiTokenHint,
    docs: `${docs}get-started/create-token/`,
  },
  {
    when: { codes: [10000] },
    ...{ source, kind: 'authentication', retryable: false, status: 401 },
    hint: apiTokenHint,
    docs: `${docs}get-started/create-token/`,
  },
  // A dynamic route on the run path answers so (cloudflare/ai#581), and a mistaken path.
  {
    when: { codes: [7000] },
    ...{ source, kind: 'invalid-request', retryable: false, status: 400 },
    hint: 'Check baseURL and endpoint; dynamic routes are served by the endpoint compat only.',
    docs: 'https://developers.cloudflare.com/ai-gateway/usage/rest-api/',
  },
  {
    when: { codes: [7001] },
    ...{ source, kind: 'invalid-request', retryable: false, status: 405 },
    docs: 'https://developers.cloudflare.com/ai-gateway/usage/rest-api/',
  },
  // Before the gateway's 7003: here it means that the path leads nowhere (anomalyco/opencode#23773).
  {
    when: { codes: [7003], text: /could not route/i },
    ...{ source, kind: 'invalid-request', retryable: false, status: 404 },
    hint: routeHint,
    docs: 'https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/',
  },
];
