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
