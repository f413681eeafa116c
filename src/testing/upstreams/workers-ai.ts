import { asNumber, asString, isObject, member } from '../http/json.ts';
import { workersAIError } from './error-bodies.ts';
import { forcesTool, when } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule, Upstream } from './upstream.ts';

/** Model families of the older request schema; everything else takes the newer one. */
const legacyFamilies =
  /\/(?:llama|meta-llama|mistral|hermes|qwq|qwen2\.5|qwen1\.5|deepseek-r1-distill|gemma-(?:2b|7b|3)|phi|openhermes|neural-chat|zephyr)/;
const isLegacy = ({ model }: ChatRequest): boolean => legacyFamilies.test(model);
const isModern = (request: ChatRequest): boolean => !isLegacy(request);
const alwaysReasons = /\/(?:gpt-oss|kimi|glm-[45]|qwq|qwen3|deepseek-r1|nemotron)/;

function reasons({ body, model }: ChatRequest): boolean {
  if (body.reasoning_effort === null || body.reasoning_effort === 'none') return false;
  if (member(body, 'chat_template_kwargs').enable_thinking === false) return false;
  return alwaysReasons.test(model) || typeof body.reasoning_effort === 'string';
}

function badInput(problems: readonly string[], combinator: string): Refusal | undefined {
  if (problems.length === 0) return undefined;
  return {
    message: `AiError: Bad input: Error: ${combinator} at '/' not met, 0 matches: ${problems.join(', ')}`,
    code: 5006,
  };
}

function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** Older models take string contents only. */
const stringContents: StrictRule = ({ messages }) => {
  const problems = messages.flatMap((message, index) => {
    if (message.content === undefined)
      return [`required properties at '/messages/${index}' are 'role,content'`];
    return typeof message.content === 'string'
      ? []
      : [`Type mismatch of '/messages/${index}/content', '${jsonType(message.content)}' not in 'string'`];
  });
  return badInput(
    problems.length > 0 ? ["required properties at '/' are 'prompt'", ...problems] : [],
    'oneOf',
  );
};

/** Newer models take OpenAI's shapes, and only those. */
const openAIShapes: StrictRule = ({ body, tools, messages }) => {
  const format = member(body, 'response_format');
  const unnamed = format.type === 'json_schema' && asString(member(format, 'json_schema').name) === undefined;
  const flat = tools.flatMap((tool, index) =>
    asString(member(tool, 'function').name) === undefined
      ? [
          `required properties at '/tools/${index}/function' are 'name'`,
          `enum ${String(tool.type)} not in custom at '/tools/${index}/type'`,
        ]
      : [],
  );
  const empty = messages.flatMap((message, index) =>
    message.content == null && message.role !== 'assistant'
      ? [`required properties at '/messages/${index}' are 'role,content'`]
      : [],
  );
  return badInput(
    [
      ...(unnamed ? ["required properties at '/response_format/json_schema' are 'name'"] : []),
      ...flat,
      ...empty,
    ],
    'anyOf',
  );
};

const invalidInput: StrictRule = ({ body, tools }) => {
  const described = tools.some(tool => {
    const definition = member(tool, 'function');
    return [definition, ...Object.values(member(member(definition, 'parameters'), 'properties'))].some(
      part => isObject(part) && part.description !== undefined && typeof part.description !== 'string',
    );
  });
  return body.tool_choice === 'any' || described
    ? { message: 'AiError: 8001: Invalid input', code: 8001 }
    : undefined;
};

/** A schema and a stream exclude each other on older models. */
const schemaStream: StrictRule = ({ body, stream }) =>
  stream && member(body, 'response_format').type === 'json_schema'
    ? { message: 'AiError 5023: JSON Schema mode is not supported with stream mode.', code: 5023 }
    : undefined;

/** A forced call has to fit into the limit, thoughts included. */
const forcedBudget: StrictRule = request => {
  const limit = asNumber(request.body.max_completion_tokens) ?? asNumber(request.body.max_tokens);
  return forcesTool(request) && limit !== undefined && limit < 32 && reasons(request)
    ? { message: 'AiError: The forced tool call did not fit into max_tokens.', code: 8006 }
    : undefined;
};

const knownModel: StrictRule = ({ model }) =>
  /^@(?:cf|hf)\/[^/]+\/[^/]+$/.test(model)
    ? undefined
    : { message: `AiError: No such model ${model} or task`, code: 5007 };

const temperatureRange: StrictRule = ({ body }) => {
  const temperature = asNumber(body.temperature);
  return temperature !== undefined && (temperature < 0 || temperature > 5)
    ? { message: 'AiError: Bad input: temperature must be in [0, 5]', code: 5006 }
    : undefined;
};

export const workersAI: Upstream = {
  name: 'workers-ai',
  slug: 'workers-ai',
  compat: ['workers-ai'],
  base: 'https://api.cloudflare.com/client/v4/accounts/local/ai/',
  prefix: /^v1\//,
  chatPrefix: 'v1/',
  authHeaders: ['authorization'],
  cloudflareToken: true,
  missingKey: { status: 401, message: 'Authentication error' },
  wrongKey: { status: 401, message: 'Authentication error' },
  errorBody: workersAIError,
  rules: [
    knownModel,
    invalidInput,
    ...when(isLegacy, stringContents, schemaStream),
    ...when(isModern, openAIShapes, forcedBudget),
    temperatureRange,
  ],
  dialect: {
    reasoning: 'reasoning_content',
    reasons: request => isModern(request) && reasons(request),
    streamUsage: request => (isLegacy(request) ? 'native' : 'trailing'),
    extraUsage: tokens => ({
      prompt_tokens_details: { cached_tokens: 0 },
      neurons: Math.round(tokens * 30) / 1000,
    }),
    nullFinaliser: true,
    // Older models report `stop` beside their tool calls.
    toolFinish: request => (isLegacy(request) ? 'stop' : 'tool_calls'),
    messageExtra: { reasoning_content: null, tool_calls: [] },
    defaultMaxTokens: request => (isLegacy(request) ? 256 : undefined),
  },
};
