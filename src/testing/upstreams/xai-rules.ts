import { asNumber, asString, isObject, member } from '../http/json.ts';
import { isEmptyMessage, onlyMessageKeys, onlyRoles } from './message-rules.ts';
import {
  eachMessage,
  eachPart,
  eachTool,
  eachToolCall,
  modelIs,
  onlyKeys,
  onlyValues,
  refuseKeys,
  unknownKey,
  when,
} from './rules.ts';
import { eachSchemaNode, hasOlderTuple } from './schema-rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/**
 * The schema that Cloudflare publishes for grok-4.5 is closed at every level:
 * https://github.com/cloudflare/cloudflare-docs, src/content/catalog-models/xai-grok-4.5.json. Log probabilities,
 * which api.x.ai knows, are not in it.
 */
const topLevel =
  'messages model max_completion_tokens max_tokens n parallel_tool_calls prompt_cache_key reasoning_effort response_format search_parameters seed service_tier stream stream_options temperature tool_choice tools top_p user web_search_options'.split(
    ' ',
  );
const messageKeys = {
  system: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'tool_calls', 'name'],
  tool: ['role', 'content', 'tool_call_id'],
};

/** Older models without reasoning still take penalties and stops. */
const plainModel = modelIs(/^grok-(?:[12]\b|3(?!-mini))/);
const plainKeys = ['stop', 'presence_penalty', 'frequency_penalty'];

function badField(text: string): Refusal {
  return { message: `Failed to deserialize the JSON body into the target type: ${text}` };
}

const unknownField = (key: string, at: string): Refusal => badField(`${at}unknown field \`${key}\``);

/** Two wordings of one refusal, by the age of the model. */
function unsupportedArgument(key: string, { model }: ChatRequest): Refusal {
  const name = key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return /^grok-4(?:\.20|[-.]1)/.test(model)
    ? { message: `Model ${model} does not support parameter ${name}.` }
    : { message: `Argument not supported on this model: ${name}` };
}

const penalties: StrictRule = request =>
  refuseKeys(plainKeys, key => unsupportedArgument(key, request))(request);

/** Efforts by model; a model that is not listed refuses the key (@ai-sdk/xai 4.0.59, pydantic-ai 2026-08). */
const efforts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^grok-4\.6/, ['low', 'medium', 'high', 'xhigh']],
  [/^grok-4\.5/, ['low', 'medium', 'high']],
  [/^grok-4\.3/, ['none', 'low', 'medium', 'high']],
  [/^grok-3-mini/, ['low', 'high']],
];
const effortsOf = ({ model }: ChatRequest): readonly string[] | undefined =>
  efforts.find(([pattern]) => pattern.test(model))?.[1];

function above(key: string, most: number): StrictRule {
  return ({ body }) =>
    (asNumber(body[key]) ?? 0) > most ? badField(`${key}: must be at most ${most}`) : undefined;
}

const contents: StrictRule = eachMessage(({ role, content }, index) => {
  const fits =
    typeof content === 'string' ||
    (role === 'user' && Array.isArray(content) && content.length > 0) ||
    (role === 'assistant' && content == null);
  return fits ? undefined : badField(`messages[${index}].content: invalid type, expected a string`);
});

/**
 * https://github.com/AstrBotDevs/AstrBot/issues/6447 · https://github.com/langbot-app/LangBot/issues/1205 · calls beside
 * `null`: https://github.com/langchain-ai/langchain/issues/34140
 */
const emptyMessages: StrictRule = eachMessage(message =>
  message.role !== 'tool' && (message.content == null || isEmptyMessage(message))
    ? { message: 'Invalid request content: Each message must have at least one content element.' }
    : undefined,
);

const parts: StrictRule = eachPart((part, { message, index }) => {
  const at = `messages[${message}].content[${index}]`;
  if (part.type !== 'text' && part.type !== 'image_url')
    return badField(`${at}: unknown variant \`${String(part.type)}\`, expected \`text\` or \`image_url\``);
  const { detail } = member(part, 'image_url');
  return detail === undefined || ['auto', 'low', 'high'].includes(String(detail))
    ? undefined
    : badField(`${at}.image_url.detail: unknown variant \`${String(detail)}\``);
});

const calls: StrictRule = eachToolCall((call, { message, index }) => {
  const found =
    unknownKey(call, ['id', 'type', 'function']) ??
    unknownKey(member(call, 'function'), ['name', 'arguments']);
  return found === undefined ? undefined : unknownField(found, `messages[${message}].tool_calls[${index}]: `);
});

const formats: StrictRule = ({ body }) => {
  const found = unknownKey(member(member(body, 'response_format'), 'json_schema'), [
    'name',
    'schema',
    'strict',
  ]);
  return found === undefined ? undefined : unknownField(found, 'response_format.json_schema: ');
};

/** https://docs.x.ai/docs/guides/structured-outputs; of tools, https://github.com/openclaw/openclaw/issues/32080 */
const schemas: StrictRule = eachSchemaNode(({ node, path }, { at }) => {
  const keyword = ['minLength', 'maxLength', 'minItems', 'maxItems'].find(key => node[key] !== undefined);
  const place = [at, ...path].join('.');
  if (keyword !== undefined) return badField(`${place}: keyword \`${keyword}\` is not supported`);
  if (hasOlderTuple(node)) return badField(`${place}.items: invalid type: sequence, expected a schema`);
  return path.length === 0 && unions.some(key => node[key] !== undefined)
    ? badField(`${place}: expected an object at the root`)
    : undefined;
});

const unions = ['oneOf', 'anyOf', 'allOf'];

const streamOptions: StrictRule = ({ body }) => {
  if (body.stream_options == null) return undefined;
  const options = member(body, 'stream_options');
  const found = unknownKey(options, ['include_usage']);
  if (found !== undefined) return unknownField(found, 'stream_options: ');
  return 'include_usage' in options ? undefined : badField('stream_options: missing field `include_usage`');
};

/** https://github.com/cloudflare/ai/issues/621 */
const chatModel: StrictRule = ({ model }) =>
  /multi-agent/.test(model)
    ? { message: `Multi Agent requests are not allowed on chat completions, model ${model}` }
    : undefined;

export const xaiRules: readonly StrictRule[] = [
  chatModel,
  ...when(request => !plainModel(request), penalties),
  ...when(
    request => effortsOf(request) === undefined,
    request => refuseKeys(['reasoning_effort'], key => unsupportedArgument(key, request))(request),
  ),
  onlyValues('reasoning_effort', effortsOf, value => ({
    message: `This model does not support 'reasoning_effort' value '${value}'`,
  })),
  request =>
    onlyKeys(plainModel(request) ? [...topLevel, ...plainKeys] : topLevel, key => unknownField(key, ''))(
      request,
    ),
  // https://github.com/vercel/ai/pull/15713 (2026-05-29)
  refuseKeys(['search_parameters'], () => ({
    status: 410,
    message:
      'Live search is deprecated. Please switch to the Agent Tools API: https://docs.x.ai/docs/guides/tools/overview',
  })),
  above('temperature', 2),
  above('n', 10),
  ({ messages }) => (messages.length > 500 ? badField('messages: must have at most 500 items') : undefined),
  ({ tools }) => (tools.length > 128 ? badField('tools: must have at most 128 items') : undefined),
  onlyRoles(Object.keys(messageKeys), (role, index) =>
    badField(
      `messages[${index}].role: unknown variant \`${role}\`, expected one of \`system\`, \`user\`, \`assistant\`, \`tool\``,
    ),
  ),
  onlyMessageKeys(messageKeys, (key, index) => unknownField(key, `messages[${index}]: `)),
  contents,
  emptyMessages,
  parts,
  calls,
  eachTool(({ name, parameters }, index) =>
    asString(name) !== undefined && isObject(parameters)
      ? undefined
      : badField(
          `tools[${index}].function: missing field \`${asString(name) === undefined ? 'name' : 'parameters'}\``,
        ),
  ),
  schemas,
  formats,
  streamOptions,
];
