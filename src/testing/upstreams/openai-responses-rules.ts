import { asNumber, member } from '../http/json.ts';
import { searchTool } from '../wires/responses/read-responses.ts';
import { openAIEfforts, openAIModelIs, openAIReasons, reasoningFamily } from './openai-models.ts';
import { tierRule } from './openai-parameter-rules.ts';
import { when } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** The same request with the effort where chat completions have it. */
function withEffort(request: ChatRequest): ChatRequest {
  const { effort } = member(request.body, 'reasoning');
  return { ...request, body: { ...request.body, reasoning_effort: effort } };
}

const reasons = (request: ChatRequest): boolean => openAIReasons(withEffort(request));

function unsupported(param: string): Refusal {
  return {
    message: `Unsupported parameter: '${param}' is not supported with this model.`,
    param,
    code: 'unsupported_parameter',
  };
}

function unsupportedValue(
  param: string,
  value: unknown,
  { model }: ChatRequest,
  values: readonly string[],
): Refusal {
  const list = values.map(one => `'${one}'`).join(', ');
  return {
    message: `Unsupported value: '${String(value)}' is not supported with the '${model}' model. Supported values are: ${list}.`,
    param,
    code: 'unsupported_value',
  };
}

const knownModel: StrictRule = ({ model }) => {
  if (model === '' || model.includes('/'))
    return {
      message: `The requested model '${model}' does not exist.`,
      param: 'model',
      code: 'model_not_found',
    };
  return /^gpt-(?:4o(?:-mini)?-(?:search|audio)-preview|audio)|^(?:tts|whisper|dall-e|text-embedding|gpt-image)/.test(
    model,
  )
    ? {
        message: `The model \`${model}\` is not supported with the Responses API.`,
        param: 'model',
        code: 'unsupported_model',
      }
    : undefined;
};

const effort: StrictRule = request => {
  const { effort: given } = member(request.body, 'reasoning');
  if (given == null) return undefined;
  const values = openAIEfforts(request);
  return values === undefined || values.includes(String(given))
    ? undefined
    : unsupportedValue('reasoning.effort', given, request, values);
};

/** Verbosity begins with GPT-5. */
const verbosity: StrictRule = request => {
  const given = member(request.body, 'text').verbosity;
  return given == null || given === 'medium' || openAIModelIs(/^gpt-(?:[5-9]|\d\d)/)(request)
    ? undefined
    : unsupportedValue('text.verbosity', given, request, ['medium']);
};

const temperature =
  (key: string): StrictRule =>
  ({ body }) =>
    body[key] == null || asNumber(body[key]) === 1 ? undefined : unsupported(key);

/** OpenAI's own search does not go with the least effort. */
const searchEffort: StrictRule = ({ body }) => {
  const tool = searchTool(body);
  return tool !== undefined && member(body, 'reasoning').effort === 'minimal'
    ? {
        message: `The following tools cannot be used with reasoning.effort 'minimal': ${String(tool.type)}.`,
        param: 'tools',
      }
    : undefined;
};

/** What OpenAI's models refuse on the Responses API. */
export const responsesRules: readonly StrictRule[] = [
  knownModel,
  ...when(
    request => !reasoningFamily(request),
    ({ body }) => (member(body, 'reasoning').effort == null ? undefined : unsupported('reasoning.effort')),
    ({ body }) => (member(body, 'reasoning').summary == null ? undefined : unsupported('reasoning.summary')),
  ),
  ...when(reasons, temperature('temperature'), temperature('top_p')),
  ...when(reasons, ({ body }) => (body.top_logprobs ? unsupported('top_logprobs') : undefined)),
  ...when(openAIModelIs(/^gpt-6/), ({ body }) =>
    body.prompt_cache_retention == null ? undefined : unsupported('prompt_cache_retention'),
  ),
  effort,
  verbosity,
  searchEffort,
  tierRule,
];
