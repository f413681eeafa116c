import type { FailureCase } from './failure-case.ts';

const no = { retryable: false } as const;
const yes = { retryable: true } as const;
const said = (status: number, is: FailureCase['is'], hint?: RegExp, message = 'because'): FailureCase => ({
  name: `upstream ${status}`,
  status,
  body: JSON.stringify({ error: { message } }),
  is: { source: 'upstream', statusCode: status, ...is },
  says: [`${message} [${status}]`],
  ...(hint && { hint }),
});

export const statusCases: readonly FailureCase[] = [
  said(400, { kind: 'invalid-request', ...no }),
  said(402, { kind: 'billing', ...no }, /credits/),
  said(403, { kind: 'permission', ...no }),
  said(404, { kind: 'invalid-request', ...no }),
  said(404, { kind: 'model-not-found', ...no }, /spelling/, 'no such model'),
  said(405, { kind: 'invalid-request', ...no }),
  said(408, { kind: 'timeout', ...yes }),
  said(409, { kind: 'unknown', ...yes }),
  said(410, { kind: 'model-deprecated', ...no }),
  said(413, { kind: 'request-too-large', ...no }),
  said(422, { kind: 'invalid-request', ...no }),
  said(424, { kind: 'invalid-request', ...no }),
  said(429, { kind: 'rate-limit', scope: 'upstream', ...yes }),
  said(500, { kind: 'upstream-unavailable', ...yes }),
  said(502, { kind: 'upstream-unavailable', ...yes }),
  said(503, { kind: 'upstream-unavailable', ...yes }),
  said(504, { kind: 'timeout', ...yes }, /stream long answers/),
  said(524, { kind: 'timeout', ...yes }, /stream long answers/),
  said(529, { kind: 'capacity', ...yes }),
];

export const textCases: readonly FailureCase[] = [
  {
    name: 'edge 1010',
    status: 403,
    body: 'error code: 1010',
    is: { source: 'edge', code: 1010, kind: 'edge-blocked', ...no },
    says: ['[1010]'],
    hint: /user-agent/,
  },
  {
    name: 'edge 1015',
    status: 429,
    body: 'error code: 1015\n',
    is: { source: 'edge', code: 1015, kind: 'rate-limit', ...yes },
    says: ['[1015]'],
    hint: /retry-after/,
  },
  {
    name: 'edge 1020',
    status: 403,
    body: 'error code: 1020',
    is: { source: 'edge', code: 1020, kind: 'edge-blocked', ...no },
    says: ['[1020]'],
  },
  {
    name: 'edge 1200',
    status: 429,
    body: 'error code: 1200',
    is: { source: 'edge', code: 1200, kind: 'capacity', ...yes },
    says: [],
  },
  {
    name: 'edge, unknown 429',
    status: 429,
    body: 'slow',
    is: { source: 'edge', kind: 'rate-limit', scope: 'gateway', ...yes },
    says: ['slow [429]'],
  },
  {
    name: 'edge, plain 401',
    status: 401,
    body: 'no',
    is: { source: 'edge', kind: 'authentication', ...no },
    says: ['no [401]'],
  },
  {
    name: 'page with a title',
    status: 500,
    body: '<!DOCTYPE html><html><head><title>Worker threw exception | gw |\n Cloudflare</title></head><body>secret stack</body></html>',
    is: { source: 'edge', kind: 'upstream-unavailable', ...yes },
    says: ['The request failed: HTML page "Worker threw exception | gw | Cloudflare" [500]'],
    never: ['<', 'secret stack'],
  },
  {
    name: 'page without a title',
    status: 502,
    body: '<html><body>oops</body></html>',
    is: { source: 'edge', ...yes },
    says: ['The request failed: HTML page'],
    never: ['oops'],
  },
  {
    name: 'page with a code',
    status: 403,
    body: '<html><head><title>Access denied</title></head><span class="cf-error-code">1020</span></html>',
    is: { source: 'edge', code: 1020, kind: 'edge-blocked', ...no },
    says: ['[1020]'],
  },
  {
    name: 'challenge page',
    status: 403,
    body: '<html><head><title>Just a moment...</title></head></html>',
    is: { source: 'edge', kind: 'edge-blocked', ...no },
    says: ['Just a moment'],
  },
  {
    name: '524 page',
    status: 524,
    body: '<html><head><title>524: A timeout occurred</title></head></html>',
    is: { source: 'edge', kind: 'timeout', ...yes },
    says: ['524'],
    hint: /stream/,
  },
  {
    name: 'empty',
    status: 502,
    body: '',
    is: { source: 'edge', kind: 'upstream-unavailable', code: undefined, ...yes },
    says: ['The request failed [502]', 'HTTP 502'],
  },
  {
    name: 'empty, passed on by the gateway',
    status: 502,
    body: '',
    headers: { 'cf-aig-request-id': 'r1' },
    is: { source: 'upstream', requestId: 'r1', ...yes },
    says: ['The request failed'],
  },
  {
    name: 'missing body',
    status: 500,
    body: undefined,
    is: { source: 'edge', ...yes },
    says: ['The request failed [500]'],
  },
  {
    name: 'plain text',
    status: 400,
    body: 'Bad Request: nope',
    headers: { 'cf-aig-log-id': 'l' },
    is: { source: 'upstream', kind: 'invalid-request' },
    says: ['Bad Request: nope [400]', 'log l'],
  },
  {
    name: 'JSON of no known shape',
    status: 418,
    body: '{"teapot":true}',
    is: { kind: 'invalid-request', ...no },
    says: ['{"teapot":true} [418]'],
  },
  {
    name: 'status 200 and garbage',
    status: 200,
    body: '<html><title>x</title></html>',
    is: { kind: 'unknown', statusCode: 200, ...no },
    says: ['could not be read'],
  },
  {
    name: 'status 200 and JSON without an answer',
    status: 200,
    body: { foo: 'private answer' },
    is: { source: 'upstream', kind: 'unknown', ...no },
    says: ['could not be read'],
    never: ['private answer'],
  },
  {
    name: 'no status at all',
    status: undefined,
    body: 'odd',
    is: { kind: 'unknown', statusCode: undefined, ...no },
    says: ['The request failed'],
  },
];

/** Prompts that are too long, in each vendor's words (tables of agents, 2026). */
const overflows: readonly (readonly [vendor: string, message: string])[] = [
  ['Google', 'The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).'],
  ['xAI', "This model's maximum prompt length is 131072 but the request contains 537812 tokens."],
  ['Moonshot', 'Invalid request: Your request exceeded model token limit: 262144 (requested: 291351)'],
  ['Alibaba', '<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 129024]'],
  ['OpenAI', "This model's maximum context length is 128000 tokens."],
  ['Anthropic', 'prompt is too long: 210000 tokens > 200000 maximum'],
  ['Mistral', 'Prompt contains 65673 tokens, too large for model with 32768 maximum context length'],
  ['MiniMax', 'invalid params, context window exceeds limit'],
  ['Cohere', 'too many tokens: total number of tokens in the prompt cannot exceed 4081'],
  ['Bedrock', 'Input is too long for requested model.'],
  ['Cerebras', 'Please reduce the length of the messages or completion.'],
  ['llama.cpp', 'the request exceeds the available context size'],
];

export const overflowCases: readonly FailureCase[] = overflows.map(([vendor, message]) => ({
  name: `${vendor}, a prompt that is too long`,
  status: 400,
  body: { error: { message, type: 'invalid_request_error' } },
  headers: { 'cf-aig-log-id': 'l' },
  is: { source: 'upstream', kind: 'request-too-large', ...no },
  says: [message, 'exceeds the context window'],
}));

/** What an upstream means, in its own words; most of it also inside a successful response. */
const meanings: readonly (readonly [
  vendor: string,
  statuses: readonly number[],
  error: object,
  is: FailureCase['is'],
])[] = [
  [
    'Anthropic',
    [200, 400],
    { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' },
    { kind: 'quota-exhausted', ...no },
  ],
  [
    'xAI',
    [403],
    { message: "Your newly created team doesn't have any credits yet." },
    { kind: 'quota-exhausted', ...no },
  ],
  [
    'Alibaba',
    [400],
    { code: 'Arrearage', message: 'Access denied, please make sure your account is in good standing.' },
    { kind: 'quota-exhausted', ...no },
  ],
  [
    'Moonshot',
    [429],
    {
      type: 'exceeded_current_quota_error',
      message: 'Your account is suspended, please check your plan and billing details',
    },
    { kind: 'quota-exhausted', ...no },
  ],
  [
    'Z.ai',
    [429],
    { code: '1113', message: 'Insufficient balance or no resource package. Please recharge.' },
    { kind: 'quota-exhausted', ...no },
  ],
  [
    'OpenAI, Groq',
    [429],
    { code: 'rate_limit_exceeded', message: 'Request too large for gpt-4o: Limit 30000, Requested 40000.' },
    { kind: 'request-too-large', ...no },
  ],
  [
    'Anthropic',
    [400],
    { message: 'input length and `max_tokens` exceed context limit: 195000 + 20000 > 200000' },
    { kind: 'request-too-large', ...no },
  ],
  ['OpenRouter', [200, 403], { message: 'Input flagged' }, { kind: 'policy', ...no }],
  [
    'OpenAI',
    [200, 400],
    { code: 'cyber_policy', message: 'This content was flagged for possible cybersecurity risk.' },
    { kind: 'policy', ...no },
  ],
  [
    'Alibaba',
    [200, 400],
    { code: 'data_inspection_failed', message: 'Output data may contain inappropriate content.' },
    { kind: 'policy', ...no },
  ],
  ['xAI', [400], { message: 'Incorrect API key provided: xa***.' }, { kind: 'authentication', ...no }],
  [
    'Azure',
    [404],
    { code: 'DeploymentNotFound', message: 'There is none.' },
    { kind: 'model-not-found', ...no },
  ],
  ['Google', [499], { code: 499, message: 'The operation was cancelled.' }, { kind: 'timeout', ...yes }],
  [
    'OpenAI',
    [200],
    { code: 'server_is_overloaded', message: 'One moment.' },
    { kind: 'upstream-unavailable', statusCode: 503, ...yes },
  ],
  ['Bedrock', [200], { type: 'throttlingException', message: 'Wait.' }, { kind: 'rate-limit', ...yes }],
  ['Cerebras', [200], { type: 'too_many_requests_error', message: 'Wait.' }, { kind: 'rate-limit', ...yes }],
  ['Groq', [200], { status_code: 413, message: 'Too much.' }, { kind: 'request-too-large', ...no }],
  ['a proxy', [200], { message: 'Too many requests' }, { kind: 'rate-limit', statusCode: 429, ...yes }],
];

export const meaningCases: readonly FailureCase[] = meanings.flatMap(([vendor, statuses, error, is]) =>
  statuses.map(status => ({
    name: `${vendor}, ${status}: ${Object.values(error).at(-1)}`,
    status,
    body: { error },
    headers: { 'cf-aig-log-id': 'l' },
    is: { source: 'upstream' as const, ...is },
    says: [String(Object.values(error).at(-1))],
  })),
);

/** Failures inside a successful response. */
export const passingCases: readonly FailureCase[] = [
  {
    name: 'Workers AI, a failure that passes',
    status: 200,
    body: { success: false, errors: [{ code: 3043, message: 'AiError: ERROR 3043: Internal server error' }] },
    is: { source: 'workers-ai', code: 3043, kind: 'upstream-unavailable', ...yes },
    says: ['Internal server error [3043]'],
  },
  {
    name: 'MiniMax, a filter',
    status: 200,
    body: { base_resp: { status_code: 1027, status_msg: 'output new_sensitive' } },
    is: { source: 'upstream', code: 1027, kind: 'policy', ...no },
    says: ['output new_sensitive [1027]'],
  },
  {
    name: 'MiniMax, a failure that passes',
    status: 200,
    body: { base_resp: { status_code: 1024, status_msg: 'internal error' } },
    is: { source: 'upstream', code: 1024, kind: 'upstream-unavailable', ...yes },
    says: ['internal error [1024]'],
  },
  {
    name: 'xAI, a failure that passes',
    status: 200,
    body: {
      code: 'The service is currently unavailable',
      error: 'The model is at capacity and currently cannot serve this request.',
    },
    is: { source: 'upstream', kind: 'upstream-unavailable', statusCode: 503, ...yes },
    says: ['at capacity'],
  },
  {
    name: 'another vendor, a failure that passes',
    status: 200,
    body: { error: { message: 'The engine is currently overloaded, please try again later' } },
    is: { source: 'upstream', kind: 'upstream-unavailable', statusCode: 503, ...yes },
    says: ['overloaded'],
  },
  {
    name: 'another vendor, one that does not',
    status: 200,
    body: { error: { message: 'The tool is not known' } },
    is: { source: 'upstream', ...no },
    says: ['not known'],
  },
  {
    name: 'OpenAI, tools and an effort on chat completions',
    status: 400,
    body: {
      error: {
        message:
          'Function tools with reasoning_effort are not supported for gpt-5.4 in /v1/chat/completions. Please use /v1/responses instead.',
        type: 'invalid_request_error',
        param: 'reasoning_effort',
        code: null,
      },
    },
    is: { source: 'upstream', kind: 'invalid-request', ...no },
    says: ['not supported for gpt-5.4'],
    hint: /'none'.*Responses/,
  },
];
