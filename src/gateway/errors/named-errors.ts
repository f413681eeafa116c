/**
 * HTTP statuses of named errors, for bodies that arrive with HTTP 200 or inside a stream: names in lower case without
 * `_error`; the numbers are MiniMax's.
 * Anthropic: https://docs.anthropic.com/en/api/errors, Google: https://cloud.google.com/apis/design/errors,
 * MiniMax: https://platform.minimax.io/docs/api-reference/errorcode,
 * OpenAI: https://platform.openai.com/docs/guides/error-codes.
 */
const names: Readonly<Record<number, string>> = {
  400: 'invalid_request invalid_argument failed_precondition 2013',
  401: 'authentication invalid_api_key unauthenticated 1004',
  402: 'billing 1008',
  403: 'permission permission_denied',
  404: 'not_found',
  408: '1001',
  413: 'request_too_large',
  429: 'rate_limit rate_limit_exceeded resource_exhausted 1002',
  500: 'api server internal internal_server 1000',
  503: 'unavailable service_unavailable over_capacity',
  504: 'timeout deadline_exceeded',
  529: 'overloaded',
};

export function statusOfName(name: unknown): number | undefined {
  if (typeof name !== 'string') return undefined;
  const wanted = name.toLowerCase().replace(/_error$/, '');
  const found = Object.entries(names).find(([, all]) => all.split(' ').includes(wanted));
  return found && Number(found[0]);
}
