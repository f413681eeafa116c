import { openAIError } from './error-bodies.ts';
import { messageRules } from './openai-message-rules.ts';
import { openAIReasons } from './openai-models.ts';
import { effortRule, parameterRules } from './openai-parameter-rules.ts';
import { responsesRules } from './openai-responses-rules.ts';
import { schemaModelRules, strictSchemaRule, strictToolsRule, toolSchemaRule } from './openai-schema-rule.ts';
import type { StrictRule, Upstream } from './upstream.ts';

/** What OpenAI's models refuse wherever they run. */
export const openAIRules: readonly StrictRule[] = [
  ...parameterRules,
  ...messageRules,
  ...schemaModelRules,
  strictSchemaRule,
  toolSchemaRule,
  strictToolsRule,
];

/** Ids that only the Responses API serves. */
const responsesOnly: StrictRule = ({ model }) =>
  /^gpt-(?:5(?:\.\d)?-pro|5-codex|5\.1-codex|5\.[23]-codex)/.test(model)
    ? {
        status: 404,
        message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
        param: 'model',
      }
    : undefined;

/** Models that always reason have no tools here (https://github.com/bolna-ai/bolna/pull/1019, 2026-09). */
const noTools: StrictRule = ({ model, tools }) =>
  tools.length > 0 && /^gpt-6(?:-astra|\.1-sol)/.test(model)
    ? {
        message: `Function tools are not supported for ${model} in /v1/chat/completions. To use function tools, use /v1/responses.`,
        param: 'tools',
      }
    : undefined;

/** https://github.com/BerriAI/litellm/pull/13612 (2025-08) */
const toolless: StrictRule = ({ model, tools }) =>
  tools.length > 0 && model.startsWith('gpt-5-chat')
    ? {
        message:
          'tools is not supported in this model. For a list of supported models, refer to https://platform.openai.com/docs/guides/function-calling#models-supporting-function-calling.',
        param: 'tools',
      }
    : undefined;

const bareModel: StrictRule = ({ model }) =>
  model === '' || model.includes('/')
    ? {
        status: 404,
        message: `The model \`${model}\` does not exist or you do not have access to it.`,
        code: 'model_not_found',
      }
    : undefined;

/** A model of chats makes no embeddings (https://github.com/infiniflow/ragflow/issues/1835, 2024-08). */
const embeddingModel: StrictRule = ({ model }) =>
  /^(?:chatgpt-|gpt-|o\d)/.test(model)
    ? { status: 403, message: 'You are not allowed to generate embeddings from this model' }
    : undefined;

/** https://github.com/sbintuitions/JMTEB/pull/14 (2024-04) */
const fixedSize: StrictRule = ({ model, body }) =>
  /ada-002/.test(model) && body.dimensions !== undefined
    ? { message: 'This model does not support specifying dimensions.' }
    : undefined;

const source = { title: 'Example', url: 'https://example.com/source' };

export const openai: Upstream = {
  name: 'openai',
  slug: 'openai',
  rest: 'openai',
  compat: ['openai'],
  base: 'https://api.openai.com/v1/',
  // A leading v1/ used to double and is accepted now.
  prefix: /^(?:v1\/)?/,
  chatPrefix: '',
  authHeaders: ['authorization'],
  missingKey: { status: 401, message: 'Missing bearer or basic authentication in header' },
  wrongKey: {
    status: 401,
    message:
      'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.',
    code: 'invalid_api_key',
  },
  unifiedBilling: true,
  errorBody: openAIError,
  rules: [bareModel, responsesOnly, noTools, toolless, ...openAIRules, effortRule],
  embeddingsRules: [embeddingModel, fixedSize],
  responsesRules,
  restKinds: ['responses', 'messages'],
  paths: [
    { tail: /^(?:v1\/)?responses$/, kind: 'responses' },
    {
      tail: /^(?:v1\/)?responses\/[^/]+$/,
      kind: 'stored-response',
      methods: ['GET', 'DELETE'],
      body: 'none',
    },
    { tail: /^(?:v1\/)?images\/generations$/, kind: 'images' },
    { tail: /^(?:v1\/)?images\/edits$/, kind: 'image-edits', body: 'form' },
    { tail: /^(?:v1\/)?audio\/speech$/, kind: 'speech' },
    { tail: /^(?:v1\/)?audio\/(?:transcriptions|translations)$/, kind: 'transcription', body: 'form' },
  ],
  dialect: {
    reasons: openAIReasons,
    streamUsage: () => 'on-request',
    // A forced named function ends with `stop`, not with `tool_calls`.
    toolFinish: ({ body }) =>
      typeof body.tool_choice === 'object' && body.tool_choice ? 'stop' : 'tool_calls',
    refuses: true,
    annotations: ({ model }, text) =>
      /search-preview/.test(model)
        ? [{ type: 'url_citation', url_citation: { start_index: 0, end_index: text.length, ...source } }]
        : [],
  },
};
