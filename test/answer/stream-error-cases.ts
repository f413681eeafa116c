import type { CloudflareErrorInfo } from 'ai-sdk-provider-cloudflare';

export type StreamErrorCase = readonly [
  name: string,
  frame: object,
  is: Partial<CloudflareErrorInfo>,
  says: string,
];

export const gatewayBody = (code: number, message: string): object => ({
  success: false,
  result: [],
  messages: [],
  error: [{ code, message }],
  name: 'AiGatewayError',
  internalCode: code,
  message,
});

/** Every envelope of the gateway, the API and the vendors, as one frame of a stream. */
export const streamErrorCases: readonly StreamErrorCase[] = [
  [
    'in-band 502',
    { error: { message: 'Worker local total request limit reached (33/32)', code: 502 } },
    { source: 'upstream', code: 502, statusCode: 502, kind: 'upstream-unavailable', retryable: true },
    'Worker local total request limit reached',
  ],
  [
    'gateway',
    gatewayBody(2005, 'Failed to get response from provider'),
    { source: 'gateway', code: 2005, retryable: false },
    'Failed to get response from provider [2005]',
  ],
  [
    'gateway, without a name',
    { success: false, error: [{ code: 2003, message: 'Rate limited' }] },
    { source: 'gateway', code: 2003, kind: 'rate-limit', retryable: true },
    'Rate limited [2003]',
  ],
  [
    'gateway list alone',
    [{ code: 2009, message: 'Unauthorized' }],
    { source: 'gateway', code: 2009, kind: 'authentication' },
    'Unauthorized [2009]',
  ],
  [
    'Cloudflare v4',
    { result: null, success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
    { source: 'cloudflare-api', code: 10000 },
    'Authentication error [10000]',
  ],
  [
    'Workers AI',
    { success: false, errors: [{ code: 3040, message: 'AiError: Capacity temporarily exceeded' }] },
    { source: 'workers-ai', code: 3040, kind: 'capacity', statusCode: 429, retryable: true },
    'Capacity temporarily exceeded [3040]',
  ],
  [
    'Workers AI, errors as an object',
    { success: false, errors: { code: 5006, message: 'AiError: Bad input: x' } },
    { source: 'workers-ai', code: 5006 },
    'Bad input: x [5006]',
  ],
  [
    'binding',
    { name: 'AiError', internalCode: 5007, httpCode: 400, message: 'AiError: No such model' },
    { source: 'workers-ai', code: 5007, kind: 'model-not-found' },
    'No such model [5007]',
  ],
  [
    'policy',
    { success: false, error: { message: 'Access denied by policy' } },
    { source: 'gateway', retryable: false },
    'Access denied by policy',
  ],
  [
    'failed run',
    { state: 'Failed', error: { code: 'provider_unavailable', message: 'Down.' } },
    { source: 'upstream', code: 'provider_unavailable', retryable: true },
    'Down. [provider_unavailable]',
  ],
  [
    'OpenAI',
    { error: { message: 'The server had an error', type: 'server_error', param: null, code: null } },
    { source: 'upstream' },
    'The server had an error',
  ],
  [
    'Anthropic',
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { source: 'upstream', kind: 'capacity', statusCode: 529, retryable: true },
    'Overloaded',
  ],
  [
    'Google, in a list',
    [{ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }],
    { source: 'upstream', code: 503, retryable: true },
    'The model is overloaded. [503]',
  ],
  [
    'xAI',
    { code: 'Some resource has been exhausted', error: 'Out of capacity' },
    { source: 'upstream', code: 'Some resource has been exhausted' },
    'Out of capacity',
  ],
  ['a text', { error: 'model not found' }, { source: 'upstream' }, 'model not found'],
  ['Groq', { x_groq: { id: 'r', error: 'over capacity' } }, { source: 'upstream' }, 'over capacity'],
  [
    'MiniMax',
    { base_resp: { status_code: 1002, status_msg: 'rate limit' } },
    { source: 'upstream', code: 1002, kind: 'rate-limit', retryable: true },
    'rate limit [1002]',
  ],
  [
    'Cerebras',
    { message: 'Too busy', type: 'too_many_requests_error', code: 'queue_exceeded' },
    { source: 'upstream', code: 'queue_exceeded' },
    'Too busy [queue_exceeded]',
  ],
  ['FastAPI', { detail: 'Not Found' }, { source: 'upstream' }, 'Not Found'],
  ['success false alone', { success: false }, { source: 'cloudflare-api' }, ''],
];
