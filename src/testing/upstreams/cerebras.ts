import { flatError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { onlyMessageKeys } from './message-rules.ts';
import { strictSchemaProblem } from './openai-schema-rule.ts';
import {
  atMost,
  eachPart,
  eachTool,
  first,
  modelIs,
  onlyKeys,
  onlyValues,
  responseFormatType,
  when,
} from './rules.ts';
import { eachSchemaNode, requestSchemas } from './schema-rules.ts';
import type { Refusal, StrictRule, Upstream } from './upstream.ts';

/**
 * Penalties and `logit_bias` are not in it (pydantic-ai 2026-08), though the types of @cerebras/cerebras_cloud_sdk
 * 1.91.0 list them with the rest.
 */
const topLevel =
  'model messages max_completion_tokens max_tokens temperature top_p seed stop stream stream_options logprobs top_logprobs n response_format tools tool_choice user reasoning_effort clear_thinking metadata store prediction parallel_tool_calls prompt_cache_key service_tier reasoning_format'.split(
    ' ',
  );
const messageKeys = {
  system: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'tool_calls', 'reasoning'],
  tool: ['role', 'content', 'name', 'tool_call_id'],
};

/** Models that take no strict tools (pydantic-ai 2026-08; https://github.com/livekit/agents/pull/3134 names none). */
const noStrict = modelIs(/^(?:llama|qwen-3-coder)/);

const wrongFormat = (message: string, param?: string): Refusal => ({
  message,
  code: 'wrong_api_format',
  ...(param === undefined ? {} : { param }),
});
const unsupported = (at: string): Refusal => wrongFormat(`${at}: property '${at}' is unsupported`);

/** A missing `strict` counts as false: https://github.com/mpfaffenberger/code_puppy/pull/368 */
const strictTools: readonly StrictRule[] = [
  ...when(
    noStrict,
    eachTool(({ strict }) =>
      strict === true
        ? wrongFormat('Tools with strict=True are not supported by this model', 'tools')
        : undefined,
    ),
  ),
  request =>
    new Set(requestSchemas(request).flatMap(({ of, strict }) => (of === 'tool' ? [strict] : []))).size > 1
      ? wrongFormat(
          "Tools with mixed values for 'strict' are not allowed. Please set all tools to 'strict: true' or 'strict: false'",
          'tools',
        )
      : undefined,
];

/**
 * The refusal names `response_format` for tools too: https://github.com/musistudio/claude-code-router/issues/708.
 * Pattern and format: https://github.com/dcdpr/jp/issues/531
 */
const schemas: readonly StrictRule[] = [
  eachSchemaNode(({ node, path }) => {
    const found = ['minItems', 'maxItems', 'pattern', 'format'].filter(key => node[key] !== undefined);
    const array = found.some(key => key.endsWith('Items')) || (path.length === 0 && node.type === 'array');
    const fields = [...found, ...(array && node.items !== undefined ? ['items'] : [])];
    return fields.length === 0
      ? undefined
      : wrongFormat(
          `Unsupported JSON schema fields: {${fields.map(key => `'${key}'`).join(', ')}}`,
          'response_format',
        );
  }),
  request =>
    first(
      requestSchemas(request).map(({ strict, schema, of }) => {
        const problem = strict ? strictSchemaProblem(schema) : undefined;
        return problem === undefined
          ? undefined
          : wrongFormat(`Invalid schema: ${problem}`, of === 'tool' ? 'tools' : 'response_format');
      }),
    ),
];

export const cerebras: Upstream = genericUpstream({
  name: 'cerebras',
  base: 'https://api.cerebras.ai/',
  errorBody: flatError,
  rules: [
    onlyKeys(topLevel, unsupported),
    onlyMessageKeys(messageKeys, (key, index, role) => unsupported(`messages.${index}.${role}.${key}`)),
    ...when(
      modelIs(/^gpt-oss/),
      onlyValues('reasoning_effort', ['low', 'medium', 'high'], value =>
        wrongFormat(`reasoning_effort: value '${value}' is not supported by this model`, 'reasoning_effort'),
      ),
    ),
    // https://github.com/juspay/neurolink/pull/1564
    ({ body, tools }) =>
      body.tool_choice != null && tools.length === 0
        ? wrongFormat("'tool_choice' is only allowed when 'tools' are specified", 'tool_choice')
        : undefined,
    // The types of @cerebras/cerebras_cloud_sdk 1.91.0.
    atMost('stop', 4, () => wrongFormat('stop: at most 4 sequences', 'stop')),
    ...strictTools,
    ...schemas,
    // Only text, except for two: https://github.com/anomalyco/models.dev/pull/6199
    ...when(
      request => !modelIs(/^gemma-4|^qwen-3\.8/)(request),
      eachPart(({ type }, { message, role }) =>
        type === 'text'
          ? undefined
          : wrongFormat(`messages.${message}.${role}.content: type '${String(type)}' is unsupported`),
      ),
    ),
  ],
  dialect: {
    reasoning: 'reasoning',
    reasons: ({ model, body }) =>
      /^(?:gpt-oss|zai-glm|qwen-3)/.test(model) && body.reasoning_effort !== 'none',
    streamUsage: () => 'on-request',
    // GLM ends a JSON answer with the call that it made before (@ai-sdk/cerebras 3.0.59).
    repeatsCall: request =>
      /^zai-glm/.test(request.model) && request.tools.length > 0 && responseFormatType(request) !== undefined,
    extra: {
      every: () => ({ system_fingerprint: 'fp_local' }),
      last: () => ({
        time_info: { queue_time: 0.001, prompt_time: 0.002, completion_time: 0.003, total_time: 0.006 },
      }),
    },
  },
});
