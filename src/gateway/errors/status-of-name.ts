/**
 * HTTP statuses of named errors, for bodies that arrive with HTTP 200 or inside a stream.
 * Anthropic: https://docs.anthropic.com/en/api/errors, Google: https://cloud.google.com/apis/design/errors,
 * OpenAI: https://platform.openai.com/docs/guides/error-codes.
 */
const statuses: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
  server_error: 500,
  internal_server_error: 500,
  service_unavailable: 503,
  over_capacity: 503,
  invalid_api_key: 401,
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

export function statusOfName(...names: readonly unknown[]): number | undefined {
  const name = names.find(value => typeof value === 'string' && Object.hasOwn(statuses, value));
  return typeof name === 'string' ? statuses[name] : undefined;
}

/** MiniMax's own codes. @see https://platform.minimax.io/docs/api-reference/errorcode */
export const minimaxStatus: Readonly<Record<number, number>> = {
  1000: 500,
  1001: 408,
  1002: 429,
  1004: 401,
  1008: 402,
  2013: 400,
};
