/**
 * Failures whose bodies follow no common envelope: who makes them, status, body, and headers where they matter.
 */

/** Policies, contradictory envelopes, and the edge in front of everything, which knows no JSON. */
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

/** Vendors behind the gateway, which passes their bodies through unchanged. */
export const vendorFailures = {
  'workers-ai-relayed': [
    'upstream',
    400,
    { error: { message: "AiError: Bad input: Error: required properties at '/' are 'messages'" } },
  ],
  'workers-ai-errors-object': [
    'upstream',
    400,
    {
      errors: { message: 'AiError: AiError: Bad input', code: 5006 },
      success: false,
      result: {},
      messages: [],
    },
  ],
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
  'google-array': [
    'upstream',
    400,
    [
      {
        error: {
          code: 400,
          message: 'Invalid JSON payload received. Unknown name "frequency_penalty": Cannot find field.',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
  ],
  'google-object': [
    'upstream',
    400,
    {
      error: {
        code: 400,
        message: 'Invalid JSON payload received. Unknown name "frequency_penalty": Cannot find field.',
        status: 'INVALID_ARGUMENT',
      },
    },
  ],
  'google-unavailable': [
    'upstream',
    503,
    [
      {
        error: {
          code: 503,
          message: 'The model is overloaded. Please try again later.',
          status: 'UNAVAILABLE',
        },
      },
    ],
  ],
  'xai-flat': [
    'upstream',
    400,
    {
      code: 'Client specified an invalid argument',
      error: 'Argument not supported on this model: presencePenalty',
    },
  ],
  'cerebras-flat': [
    'upstream',
    400,
    {
      message: 'Tools with strict=True are not supported by this model',
      type: 'invalid_request_error',
      param: 'tools',
      code: 'wrong_api_format',
    },
  ],
  'mistral-flat': [
    'upstream',
    400,
    {
      object: 'error',
      message:
        'Tool call id was call_PTLP8xhu3uwZk4l3nlnrrJha but must be a-z, A-Z, 0-9, with a length of 9.',
      type: 'invalid_function_call',
      param: null,
      code: '3280',
    },
  ],
  'mistral-detail': [
    'upstream',
    422,
    {
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['body', 'max_completion_tokens'],
          msg: 'Extra inputs are not permitted',
        },
      ],
    },
  ],
  'groq-tool-use-failed': [
    'upstream',
    400,
    {
      error: {
        message:
          "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
        type: 'invalid_request_error',
        code: 'tool_use_failed',
        failed_generation: '<function=weather>{"city": "Paris"}</function>',
      },
    },
  ],
  'openrouter-numeric': [
    'upstream',
    502,
    {
      error: {
        code: 502,
        message: 'Provider returned error',
        metadata: { provider_name: 'Local', raw: 'upstream connect error' },
      },
    },
  ],
  'fireworks-string': ['upstream', 400, { error: 'invalid request: model not found' }],
  'cohere-message': ['upstream', 400, { message: 'invalid request: logit_bias is not supported' }],
  'perplexity-numeric': [
    'upstream',
    400,
    {
      error: {
        code: 400,
        message: 'After the (optional) system message(s), user and assistant roles should be alternating.',
        type: 'invalid_message',
      },
    },
  ],
  'minimax-base-resp': [
    'upstream',
    200,
    { base_resp: { status_code: 2013, status_msg: 'invalid params, invalid chat setting' }, choices: null },
  ],
  'azure-content-filter': [
    'upstream',
    400,
    {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        code: 'content_filter',
        type: null,
        param: 'prompt',
        innererror: { code: 'ResponsibleAIPolicyViolation' },
      },
    },
  ],
  'alibaba-request-id': [
    'upstream',
    400,
    {
      error: {
        message: 'parameter.enable_thinking must be set to false for non-streaming calls',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_parameter_error',
      },
      request_id: 'local',
    },
  ],
  'empty-json-200': ['upstream', 200, {}],
  'empty-500': ['upstream', 500, ''],
} as const;
