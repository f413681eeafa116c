/**
 * Failures in Cloudflare's own envelopes: status, code, message. Source: the gateway's wire contract, error codes.
 * Literal data, so that the names are a type.
 */

/** Cloudflare's API, in the v4 envelope. */
export const apiFailures = {
  'unauthorized-rest': [401, 10000, 'Authentication error'],
  'route-not-found': [
    404,
    7003,
    'Could not route to /client/v4/accounts/..., perhaps your object identifier is invalid?',
  ],
  'method-not-allowed': [405, 7001, 'GET not supported for requested URI.'],
  'no-route-for-uri': [400, 7000, 'No route for that URI'],
  'uri-not-served': [404, 7000, 'No route for that URI'],
  'permission-denied': [403, 10000, 'Authentication error'],
  'invalid-token': [401, 1000, 'Invalid API Token'],
  'object-not-found': [404, 7002, 'Not Found'],
  'log-not-found': [404, 7002, 'Log not found'],
  'invalid-value': [400, 7001, 'Invalid value'],
} as const;

/** The gateway. Code 0 stands where the documentation gives a status and no code. */
export const gatewayFailures = {
  'gateway-not-found': [400, 2001, 'Please configure AI Gateway in the Cloudflare dashboard'],
  'unparsable-model-output': [400, 2002, 'Failed to parse model output'],
  'rate-limited': [429, 2003, 'Rate limited'],
  'no-response': [400, 2005, 'Failed to get response from provider'],
  'invalid-provider': [400, 2008, 'Invalid provider'],
  'unauthorized-gateway': [401, 2009, 'Unauthorized'],
  'guardrail-prompt': [424, 2016, 'Prompt blocked due to security configurations'],
  'guardrail-response': [424, 2017, 'Response blocked due to security configurations'],
  'unified-billing-rate-limited': [
    429,
    2018,
    'Wholesale rate limit exceeded for this gateway. Please use BYOK.',
  ],
  'no-credits': [
    402,
    2021,
    'Insufficient wholesale credits. Please add additional credits on the AI Gateway Cloudflare dashboard to continue using provider models.',
  ],
  'no-credits-rest': [402, 2021, 'Insufficient balance; add money to your gateway or use BYOK.'],
  'byok-only-model': [402, 2021, 'This model is not available via unified billing. Please use BYOK.'],
  'dlp-request': [400, 2029, 'Request content blocked due to DLP policy violations'],
  'dlp-response': [400, 2030, 'Response content blocked due to DLP policy violations'],
  'unknown-alias': [
    400,
    2040,
    "Provider 'openai' has no BYOK credential named 'missing'. Configured aliases: 'default'",
  ],
  'spend-limit-2041': [
    429,
    2041,
    "Spend limit exceeded: rule 'daily' (cost limit 10 per 86400s, fixed) for openai gpt-4o",
  ],
  'spend-limit': [
    429,
    2045,
    "Spend limit exceeded: rule 'daily' (cost limit 10 per 86400s, fixed) for openai gpt-4o",
  ],
  'model-not-found': [404, 7003, 'Model not found: openai/gpt-0'],
  'run-invalid-input': [
    400,
    7003,
    'Model execution failed (User Input Error): Required value missing: max_tokens',
  ],
  'run-error': [500, 7003, 'Model execution failed (Error)'],
  'upstream-unavailable': [503, 7009, 'Upstream service unavailable'],
  'guardrail-unavailable': [503, 7013, 'guardrail service unavailable'],
  'provider-credential-refused': [503, 0, "The provider refused Cloudflare's credentials."],
  'no-provider-credential': [
    400,
    0,
    'This gateway requires provider credentials and none is available for this request.',
  ],
  'no-routable-model': [400, 0, 'No model matches the allowed models and providers of this request.'],
  'path-not-served': [404, 0, 'No route for that path'],
} as const;

/** Workers AI. */
export const workersAIFailures = {
  'workers-ai-incomplete': [400, 3003, 'AiError: AiError: Incomplete request'],
  'workers-ai-too-large': [413, 3006, 'AiError: AiError: Request is too large'],
  'workers-ai-timeout': [408, 3007, 'AiError: AiError: Request timeout'],
  'workers-ai-aborted': [408, 3008, 'AiError: AiError: Request was aborted'],
  'workers-ai-account-blocked': [403, 3023, 'AiError: AiError: Account blocked'],
  'workers-ai-quota': [
    429,
    3036,
    'AiError: AiError: Account limited: you have used up your daily free allocation',
  ],
  'workers-ai-finetune-missing': [400, 3039, 'AiError: AiError: Finetune is missing required files'],
  'workers-ai-capacity': [429, 3040, 'AiError: Capacity temporarily exceeded, please try again.'],
  'workers-ai-not-allowed': [403, 3041, 'AiError: AiError: Account not allowed to use this model'],
  'workers-ai-model': [404, 3042, 'AiError: AiError: Invalid model ID'],
  'workers-ai-request-timeout': [408, 3046, 'AiError: AiError: Request timed out'],
  'workers-ai-free-quota': [
    429,
    4006,
    "AiError: AiError: you have used up your daily free allocation of 10,000 neurons, please upgrade to Cloudflare's Workers Paid plan if you would like to continue usage.",
  ],
  'workers-ai-invalid-data': [400, 5004, 'AiError: Invalid data for base64 input'],
  'workers-ai-lora-unsupported': [405, 5005, 'AiError: LoRA is not supported for this model'],
  'workers-ai-bad-input': [
    400,
    5006,
    "AiError: Bad input: Error: oneOf at '/' not met, 0 matches: required properties at '/' are 'prompt', Type mismatch of '/messages/0/content', 'array' not in 'string'",
  ],
  'workers-ai-no-such-model': [400, 5007, 'AiError: No such model @cf/local/missing or task'],
  'workers-ai-agreement': [403, 5016, "AiError: This model's license must be accepted before use."],
  'workers-ai-agreement-private': [403, 5018, 'AiError: This account is not allowed to access this model.'],
  'workers-ai-deprecated-sdk': [405, 5019, 'AiError: This version of the SDK is deprecated.'],
  'workers-ai-context-window': [
    413,
    5021,
    'AiError: The estimated number of input and maximum output tokens (40000) exceeded this model context window limit (32768).',
  ],
  'workers-ai-json-stream': [400, 5023, 'AiError 5023: JSON Schema mode is not supported with stream mode.'],
  'workers-ai-paid-plan': [403, 5035, 'AiError: This model requires a Workers Paid plan.'],
  'workers-ai-invalid-input': [400, 8001, 'AiError: 8001: Invalid input'],
  'workers-ai-forced-tool-budget': [400, 8006, 'AiError: The forced tool call did not fit into max_tokens.'],
  'workers-ai-nsfw': [400, 8007, 'AiError: Input prompt contains NSFW content.'],
  'workers-ai-json-mode': [400, 0, "AiError: JSON Mode couldn't be met"],
  'workers-ai-internal': [500, 0, 'AiError: Unknown internal error'],
} as const;
