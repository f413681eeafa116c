import { member } from '../http/json.ts';
import { googleError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachToolCall, forcesTool, modelIs, refuseKeys, responseFormatType, when } from './rules.ts';
import type { ChatRequest, StrictRule, Upstream } from './upstream.ts';

const signature = 'bG9jYWwtdGhvdWdodC1zaWduYXR1cmU=';
const thinks = modelIs(/gemini-[3-9]/);

/** Replayed calls must carry the signature they came with. */
const signatureRule: readonly StrictRule[] = when(
  thinks,
  eachToolCall((call, index) =>
    typeof member(member(call, 'extra_content'), 'google').thought_signature === 'string'
      ? undefined
      : {
          message: `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${String(member(call, 'function').name)}\` , position ${index + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`,
        },
  ),
);

const forcedJson: readonly StrictRule[] = when(
  request => !thinks(request),
  request =>
    responseFormatType(request) !== undefined && request.tools.length > 0 && forcesTool(request)
      ? {
          message:
            "Forced function calling (ANY mode) with a response mime type: 'application/json' is unsupported",
        }
      : undefined,
);

const dialect: Upstream['dialect'] = {
  streamUsage: () => 'last-chunk',
  toolFinish: () => 'stop',
  toolCallExtra: (request: ChatRequest) =>
    thinks(request) ? { extra_content: { google: { thought_signature: signature } } } : {},
};

const missingKey = { message: 'Missing or invalid Authorization header' };
const wrongKey = { message: 'API key not valid. Please pass a valid API key.' };

/** The OpenAI surface of AI Studio knows fewer names than the one behind the REST API. */
const googleAIStudio: Upstream = genericUpstream({
  name: 'google-ai-studio',
  base: 'https://generativelanguage.googleapis.com/',
  prefix: /^v1(?:beta)?\/openai\//,
  chatPrefix: 'v1beta/openai/',
  authHeaders: ['x-goog-api-key', 'authorization'],
  missingKey,
  wrongKey,
  unifiedBilling: true,
  errorBody: googleError,
  rules: [
    refuseKeys(
      ['frequency_penalty', 'presence_penalty', 'seed', 'top_k', 'logit_bias', 'prediction', 'verbosity'],
      key => ({ message: `Invalid JSON payload received. Unknown name "${key}": Cannot find field.` }),
    ),
    ...signatureRule,
    ...forcedJson,
  ],
  dialect,
});

/** The catalogue's author `google`. Its stored keys are those of AI Studio. */
const google: Upstream = genericUpstream({
  name: 'google',
  slug: 'google-ai-studio',
  rest: 'google',
  compat: [],
  native: false,
  base: 'https://generativelanguage.googleapis.com/',
  chatPrefix: 'v1beta/openai/',
  missingKey,
  wrongKey,
  errorBody: googleError,
  rules: [
    refuseKeys(['top_k', 'logit_bias'], key => ({
      message: `Invalid JSON payload received. Unknown name "${key}": Cannot find field.`,
    })),
    ...signatureRule,
    ...forcedJson,
  ],
  dialect,
});

const googleVertexAI: Upstream = genericUpstream({
  name: 'google-vertex-ai',
  base: 'https://us-central1-aiplatform.googleapis.com/',
  prefix: /^v1(?:beta1)?\/projects\/[^/]+\/locations\/[^/]+\/endpoints\/openapi\//,
  chatPrefix: 'v1/projects/local/locations/us-central1/endpoints/openapi/',
  missingKey,
  wrongKey,
  unifiedBilling: true,
  errorBody: googleError,
  rules: [...signatureRule, ...forcedJson],
  dialect,
});

export const googleUpstreams: readonly Upstream[] = [google, googleAIStudio, googleVertexAI];
