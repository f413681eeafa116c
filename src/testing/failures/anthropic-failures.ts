/** Anthropic's own error bodies, one for each of its types: who makes them, status and body. */
export const anthropicFailures = {
  'anthropic-invalid-request': [
    'upstream',
    400,
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'max_tokens: Field required' },
      request_id: 'req_local',
    },
  ],
  'anthropic-unauthorized': [
    'upstream',
    401,
    {
      type: 'error',
      error: { type: 'authentication_error', message: 'x-api-key header is required' },
      request_id: 'req_local',
    },
  ],
  'anthropic-permission': [
    'upstream',
    403,
    {
      type: 'error',
      error: {
        type: 'permission_error',
        message: 'Your API key does not have permission to use the specified resource.',
      },
      request_id: 'req_local',
    },
  ],
  'anthropic-not-found': [
    'upstream',
    404,
    {
      type: 'error',
      error: { type: 'not_found_error', message: 'model: claude-0' },
      request_id: 'req_local',
    },
  ],
  'anthropic-too-large': [
    'upstream',
    413,
    {
      type: 'error',
      error: { type: 'request_too_large', message: 'Request exceeds the maximum size' },
      request_id: 'req_local',
    },
  ],
  'anthropic-rate-limited': [
    'upstream',
    429,
    {
      type: 'error',
      error: { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' },
      request_id: 'req_local',
    },
  ],
  'anthropic-server-error': [
    'upstream',
    500,
    {
      type: 'error',
      error: { type: 'api_error', message: 'Internal server error' },
      request_id: 'req_local',
    },
  ],
  'anthropic-overloaded': [
    'upstream',
    529,
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_local' },
  ],
} as const;
