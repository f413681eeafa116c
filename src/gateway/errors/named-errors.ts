/**
 * HTTP statuses of named errors, for bodies that arrive with HTTP 200 or inside a stream; the numbers are MiniMax's.
 * Anthropic: https://docs.anthropic.com/en/api/errors, Google: https://cloud.google.com/apis/design/errors,
 * MiniMax: https://platform.minimax.io/docs/api-reference/errorcode,
 * OpenAI: https://platform.openai.com/docs/guides/error-codes.
 */
const names: Readonly<Record<number, string>> = {
  400: 'invalid_request_error INVALID_ARGUMENT FAILED_PRECONDITION 2013',
  401: 'authentication_error invalid_api_key UNAUTHENTICATED 1004',
  402: 'billing_error 1008',
  403: 'permission_error PERMISSION_DENIED',
  404: 'not_found_error NOT_FOUND',
  408: '1001',
  413: 'request_too_large',
  429: 'rate_limit_error rate_limit_exceeded RESOURCE_EXHAUSTED 1002',
  500: 'api_error server_error internal_server_error INTERNAL 1000',
  503: 'service_unavailable over_capacity UNAVAILABLE',
  504: 'timeout_error DEADLINE_EXCEEDED',
  529: 'overloaded_error',
};

export function statusOfName(name: unknown): number | undefined {
  const found = Object.entries(names).find(([, all]) => all.split(' ').some(each => each === name));
  return found && Number(found[0]);
}
