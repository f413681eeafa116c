import { azureError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { openAIRules } from './openai.ts';
import { openAIReasons } from './openai-models.ts';
import { effortRule } from './openai-parameter-rules.ts';
import { eachPart, modelIs, refuseKeys, when } from './rules.ts';
import type { Refusal, StrictRule, Upstream } from './upstream.ts';

const denied: Refusal = {
  status: 401,
  code: '401',
  message:
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
};

const passed = { filtered: false, severity: 'safe' };
const filters = { hate: passed, self_harm: passed, sexual: passed, violence: passed };
const promptFilters = { prompt_filter_results: [{ prompt_index: 0, content_filter_results: filters }] };

const isMistral = modelIs(/mistral/i);
const isAstra = modelIs(/^gpt-6-astra/);

/** Documents are for the Responses API (pydantic-ai 2026-08). */
const noFiles: StrictRule = eachPart((part, { message, index }) =>
  part.type === 'file'
    ? {
        message: "Invalid Value: 'file'. This model does not support file content types.",
        param: `messages[${message}].content[${index}].type`,
        code: 'invalid_value',
      }
    : undefined,
);

/** On Azure the model always reasons, unless it has tools to call (oh-my-pi, autumn 2026). */
const astraTools: StrictRule = ({ tools, body }) =>
  tools.length > 0 && body.reasoning_effort !== 'none'
    ? {
        message:
          "Function tools with reasoning_effort are not supported for this model in /v1/chat/completions. Please use /v1/responses instead, or set reasoning_effort to 'none'.",
        param: 'reasoning_effort',
      }
    : undefined;

/** Deployments are named in the path; what they refuse follows the model they deploy, so the name decides. */
export const azureOpenAI: Upstream = genericUpstream({
  name: 'azure-openai',
  compat: [],
  base: 'https://azure.local/',
  prefix: /^[^/]+\/[^/]+\//,
  authHeaders: ['api-key', 'authorization'],
  missingKey: denied,
  wrongKey: denied,
  modelFromPath: tail => tail.split('/')[1] ?? '',
  requiredQuery: 'api-version',
  errorBody: azureError,
  rules: [
    // https://github.com/pydantic/pydantic-ai/issues/6593
    ...when(
      isMistral,
      refuseKeys(['max_completion_tokens'], key => ({
        status: 422,
        message: `[{'type': 'extra_forbidden', 'loc': ('body', '${key}'), 'msg': 'Extra inputs are not permitted'}]`,
      })),
    ),
    ...when(request => !isMistral(request), ...openAIRules),
    ...when(request => !isAstra(request), effortRule),
    ...when(isAstra, astraTools),
    noFiles,
  ],
  dialect: {
    reasons: openAIReasons,
    streamUsage: () => 'on-request',
    refuses: true,
    prelude: { model: '', ...promptFilters },
    extra: { whole: () => promptFilters },
    choiceExtra: () => ({ content_filter_results: filters }),
  },
});
