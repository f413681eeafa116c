import { groqError } from './error-bodies.ts';
import {
  eachMessage,
  eachPart,
  fourStops,
  onlyKeys,
  onlyValues,
  responseFormatType,
  unknownKey,
} from './rules.ts';
import type { ChatRequest, StrictRule, Upstream } from './upstream.ts';

const reasoningModels = /^(?:openai\/gpt-oss|qwen\/qwen3)/;
const schemaModels = /^(?:openai\/gpt-oss|moonshotai\/kimi-k2|meta-llama\/llama-4)/;

/** Members each role may carry; the first name decides the text of a refusal. */
const messageKeys: Readonly<Record<string, readonly string[]>> = {
  system: ['role', 'content', 'name'],
  developer: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'tool_calls', 'function_call', 'reasoning'],
  tool: ['role', 'content', 'name', 'tool_call_id'],
};

const messageRule = eachMessage((message, index, { model }) => {
  const role = String(message.role);
  const allowed = messageKeys[role];
  if (allowed === undefined)
    return { message: `'messages.${index}' : discriminator property 'role' has invalid value` };
  const unknown = unknownKey(message, allowed);
  if (unknown !== undefined) return unmet(index, role, `property '${unknown}' is unsupported`);
  if (message.reasoning !== undefined && !reasoningModels.test(model))
    return { message: `messages[${index}].reasoning: reasoning is not supported with this model` };
  // https://github.com/BerriAI/litellm/issues/5839
  const empty = ['function_call', 'tool_calls', 'name', 'reasoning'].find(key => message[key] === null);
  return empty === undefined ? undefined : unmet(index, role, `value of '${empty}' must not be null`);
});

function unmet(index: number, role: string, problem: string): { message: string } {
  return {
    message: `'messages.${index}' : for 'role:${role}' the following must be satisfied[('messages.${index}' : ${problem})]`,
  };
}

/** Images are the only medium. */
const partRule = eachPart(({ type }, { message, role }) =>
  type === 'text' || type === 'image_url'
    ? undefined
    : unmet(message, role, `content type '${String(type)}' is unsupported`),
);

const formatRule: StrictRule = request => {
  const format = responseFormatType(request);
  if (format === undefined) return undefined;
  if (request.tools.length > 0)
    return {
      message:
        format === 'json_object'
          ? "'response_format' json_object cannot be combined with tool/function calling"
          : 'json mode cannot be combined with tool/function calling',
    };
  if (format === 'json_schema' && !schemaModels.test(request.model))
    return {
      message:
        'This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models',
    };
  return undefined;
};

const effortRule: StrictRule = ({ body, model }) => {
  const effort = body.reasoning_effort;
  if (effort === undefined || effort === null) return undefined;
  if (!reasoningModels.test(model)) return { message: 'reasoning_effort is not supported with this model' };
  const allowed = [
    ...(/qwen3/.test(model) ? ['none', 'default'] : []),
    ...(/qwen3(?!\.8)/.test(model) ? [] : ['low', 'medium', 'high']),
  ];
  return allowed.includes(String(effort))
    ? undefined
    : { message: `reasoning_effort must be one of ${allowed.map(value => `\`${value}\``).join(', ')}` };
};

/** https://console.groq.com/docs/reasoning: raw thoughts exclude tools and JSON. */
const rawRule: StrictRule = request =>
  request.body.reasoning_format === 'raw' &&
  (request.tools.length > 0 || responseFormatType(request) !== undefined)
    ? { message: 'reasoning_format `raw` is not supported with tool calling or JSON mode' }
    : undefined;

const formatNames = onlyValues('reasoning_format', ['parsed', 'raw', 'hidden'], () => ({
  message: 'reasoning_format must be one of `parsed`, `raw`, `hidden`',
}));

const knownKeys =
  'citation_options compound_custom disable_tool_validation documents exclude_domains frequency_penalty function_call functions include_domains include_reasoning logit_bias logprobs max_completion_tokens max_tokens messages metadata model n parallel_tool_calls presence_penalty reasoning_effort reasoning_format response_format search_settings seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user'.split(
    ' ',
  );

function reasons({ body, model }: ChatRequest): boolean {
  if (body.reasoning_format === 'hidden' || body.include_reasoning === false) return false;
  return reasoningModels.test(model) && body.reasoning_effort !== 'none';
}

export const groq: Upstream = {
  name: 'groq',
  slug: 'groq',
  rest: 'groq',
  compat: ['groq'],
  base: 'https://api.groq.com/openai/v1/',
  prefix: /^/,
  chatPrefix: '',
  authHeaders: ['authorization'],
  missingKey: { status: 401, message: 'Invalid API Key', code: 'invalid_api_key' },
  wrongKey: { status: 401, message: 'Invalid API Key', code: 'invalid_api_key' },
  unifiedBilling: true,
  paths: [{ tail: /^audio\/(?:transcriptions|translations)$/, kind: 'transcription', body: 'form' }],
  transcriptExtra: { x_groq: { id: 'req_local' } },
  errorBody: groqError,
  rules: [
    onlyKeys(knownKeys, key => ({ message: `property '${key}' is unsupported` })),
    messageRule,
    partRule,
    formatRule,
    effortRule,
    formatNames,
    rawRule,
    fourStops,
  ],
  dialect: {
    reasoning: ({ body }) => (body.reasoning_format === 'raw' ? 'think-tags' : 'reasoning'),
    reasons,
    streamUsage: () => 'x_groq',
    usage: plain => ({
      queue_time: 0.001,
      prompt_time: 0.002,
      completion_time: 0.003,
      total_time: 0.006,
      ...plain,
    }),
    extra: {
      every: () => ({ system_fingerprint: 'fp_local' }),
      whole: () => ({ service_tier: 'on_demand' }),
    },
  },
};
