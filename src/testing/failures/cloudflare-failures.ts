/** Policies, contradictory envelopes, and the edge in front of everything, which does not speak JSON. */
export const cloudflareFailures = {
  'policy-denied': ['gateway', 403, { success: false, error: { message: 'Access denied by policy' } }],
  'policy-spend': [
    'gateway',
    429,
    {
      success: false,
      error: { message: 'Spending limit exceeded', bucket: 'team-a', spent: 12.3, limit: 10 },
    },
  ],
  'run-failed': [
    'gateway',
    200,
    {
      result: {
        state: 'Failed',
        error: { code: 'provider_unavailable', message: 'The provider is unavailable.' },
        model: 'openai/gpt-4o',
      },
      success: true,
      errors: [],
      messages: [],
    },
  ],
  'run-failed-preview': [
    'gateway',
    502,
    {
      state: 'Failed',
      error: { code: 'provider_unavailable', message: 'The provider is unavailable.' },
      model: 'openai/gpt-4o',
    },
  ],
  'success-false-200': [
    'gateway',
    200,
    { result: null, success: false, errors: [{ code: 5006, message: 'AiError: Bad input' }], messages: [] },
  ],
  'web-search-payment': [
    'cloudflare-api',
    402,
    {
      ok: false,
      error: {
        category: 'gateway',
        code: 'web_search_payment_required',
        status: 402,
        retryable: false,
        gatewayRequestId: 'local',
      },
    },
  ],
  'edge-1010': ['edge', 403, 'error code: 1010', { 'content-type': 'text/plain; charset=UTF-8' }],
  'edge-1015': [
    'edge',
    429,
    'error code: 1015',
    { 'content-type': 'text/plain; charset=UTF-8', 'retry-after': '30' },
  ],
  // https://developers.cloudflare.com/changelog/post/2026-03-12-retry-after-header-for-1xxx-errors
  'edge-problem': [
    'edge',
    429,
    {
      type: 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1015/',
      title: 'Error 1015: You are being rate limited',
      status: 429,
      detail: 'You are being rate-limited by the website owner configuration.',
      error_code: 1015,
      error_name: 'rate_limited',
      error_category: 'rate_limit',
      ray_id: 'local',
      cloudflare_error: true,
      retryable: true,
      retry_after: 30,
    },
    { 'content-type': 'application/problem+json', 'retry-after': '30' },
  ],
  'html-200': [
    'edge',
    200,
    '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>',
    { 'content-type': 'text/html' },
  ],
  'html-500': [
    'edge',
    500,
    '<!DOCTYPE html><html><head><title>500: Internal server error</title></head><body>Internal server error</body></html>',
    { 'content-type': 'text/html; charset=UTF-8' },
  ],
  'html-524': [
    'edge',
    524,
    '<!DOCTYPE html><html><head><title>524: A timeout occurred</title></head><body>A timeout occurred</body></html>',
    { 'content-type': 'text/html; charset=UTF-8' },
  ],
  'empty-502': ['edge', 502, '', { 'content-type': 'text/plain' }],
} as const;
