import { asNumber, asString, member } from '../http/json.ts';
import { workersAIError } from './error-bodies.ts';
import { publishedModel } from './published-input.ts';
import { when } from './rules.ts';
import { schemaNodes } from './schema-rules.ts';
import type { ChatRequest, StrictRule, Upstream } from './upstream.ts';
import { images, isOlder, publishedInput } from './workers-ai-bad-input.ts';
import { legacyRules } from './workers-ai-legacy-rules.ts';
import { modernReasons, modernRules } from './workers-ai-modern-rules.ts';

const isModern = (request: ChatRequest): boolean => !isOlder(request);

/** Descriptions are text, at every level (workers-ai-provider 4.0.0, 2026-07). */
const invalidInput: StrictRule = ({ body, tools }) => {
  const described = tools.some(tool => {
    const definition = member(tool, 'function');
    const nodes = schemaNodes(member(definition, 'parameters')).map(({ node }) => node);
    return [definition, ...nodes].some(
      ({ description }) => description !== undefined && asString(description) === undefined,
    );
  });
  return body.tool_choice === 'any' || described
    ? { message: 'AiError: 8001: Invalid input', code: 8001 }
    : undefined;
};

const knownModel: StrictRule = ({ model }) =>
  /^@(?:cf|hf)\/[^/]+\/[^/]+$/.test(model)
    ? undefined
    : { message: `AiError: No such model ${model} or task`, code: 5007 };

const temperatureRange: StrictRule = ({ body, model }) => {
  const temperature = asNumber(body.temperature);
  const most = /llama-4-scout/.test(model) ? 2 : 5;
  return temperature !== undefined && (temperature < 0 || temperature > most)
    ? { message: `AiError: Bad input: temperature must be in [0, ${most}]`, code: 5006 }
    : undefined;
};

export const workersAI: Upstream = {
  name: 'workers-ai',
  slug: 'workers-ai',
  compat: ['workers-ai'],
  base: 'https://api.cloudflare.com/client/v4/accounts/local/ai/',
  prefix: /^v1\//,
  chatPrefix: 'v1/',
  runModel: tail => /^(?:run\/)?(@(?:cf|hf)\/[^/]+\/[^/]+)$/.exec(tail)?.[1],
  authHeaders: ['authorization'],
  cloudflareToken: true,
  missingKey: { status: 401, message: 'Authentication error' },
  wrongKey: { status: 401, message: 'Authentication error' },
  errorBody: workersAIError,
  rules: [
    knownModel,
    invalidInput,
    ...when(isOlder, ...legacyRules),
    ...when(isModern, ...modernRules),
    publishedInput,
    images,
    temperatureRange,
  ],
  dialect: {
    reasoning: 'reasoning_content',
    reasons: request => isModern(request) && modernReasons(request),
    streamUsage: request => (isOlder(request) ? 'native' : 'trailing'),
    usage: (plain, { promptTokens, completionTokens, cachedTokens }) => ({
      ...plain,
      prompt_tokens_details: { cached_tokens: cachedTokens },
      neurons: Math.round((promptTokens + completionTokens) * 30) / 1000,
    }),
    nullFinaliser: true,
    // Older models report `stop` next to their tool calls.
    toolFinish: request => (isOlder(request) ? 'stop' : 'tool_calls'),
    messageExtra: { reasoning_content: null, tool_calls: [] },
    // https://github.com/vllm-project/vllm/issues/32768
    toolCallId: (index, name, { model }) => (/\/kimi/.test(model) ? `functions.${name}:${index}` : undefined),
    defaultMaxTokens: ({ model }) => publishedModel(model)?.defaultTokens,
  },
};
