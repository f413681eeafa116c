import { asString, member } from '../http/json.ts';
import { isEmptyMessage, isSystem } from './message-rules.ts';
import {
  atMost,
  eachMessage,
  eachToolCall,
  forcesTool,
  modelIs,
  onlyIncludeUsage,
  onlyValues,
  refuseKeys,
  responseFormatType,
  when,
} from './rules.ts';
import { booleanPlaces, eachSchemaNode, type RequestSchema, type SchemaNode } from './schema-rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** From the third generation on, calls are signed. */
export const isGemini3: (request: ChatRequest) => boolean = modelIs(/gemini-(?:[3-9]|\d\d)/);

export const unknownName = (key: string, at?: string): Refusal => ({
  message: `Invalid JSON payload received. Unknown name "${key}"${at === undefined ? '' : ` at '${at}'`}: Cannot find field.`,
});

/** Replayed calls must carry the signature they came with. */
const signatures: readonly StrictRule[] = when(
  isGemini3,
  eachToolCall((call, { message }) =>
    typeof member(member(call, 'extra_content'), 'google').thought_signature === 'string'
      ? undefined
      : {
          message: `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${String(member(call, 'function').name)}\` , position ${message + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`,
        },
  ),
);

const forcedJson: readonly StrictRule[] = when(
  request => !isGemini3(request),
  request =>
    responseFormatType(request) !== undefined && request.tools.length > 0 && forcesTool(request)
      ? {
          message:
            "Forced function calling (ANY mode) with a response mime type: 'application/json' is unsupported",
        }
      : undefined,
);

/** `minimal` came with the third generation; 2.5 Pro cannot stop thinking. */
const efforts: readonly StrictRule[] = [
  ...when(
    modelIs(/gemini-2\.5/),
    onlyValues('reasoning_effort', ['none', 'low', 'medium', 'high'], value => ({
      message: `Unsupported reasoning_effort: ${value}. Supported values are none, low, medium and high.`,
    })),
  ),
  ...when(modelIs(/gemini-2\.5-pro/), ({ body }) =>
    body.reasoning_effort === 'none'
      ? { message: 'Budget 0 is invalid. This model only works in thinking mode.' }
      : undefined,
  ),
];

/**
 * The members of a schema message, and those of JSON schema that the surfaces are known to accept as well.
 * https://ai.google.dev/api/caching#Schema (2026-11)
 */
const knownKeywords =
  'type format title description nullable enum maxItems minItems properties required minProperties maxProperties minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum additionalProperties'.split(
    ' ',
  );

/** A schema, or a part of one, as the message it has to be; one flaw refuses the whole request. */
function schemaProblem(at: SchemaNode, { at: root, of }: RequestSchema): Refusal | undefined {
  const { node, path } = at;
  const place = [root, ...path].join('.');
  if (path.length === 0 && of === 'tool' && node.type !== 'object')
    return { message: `${place}: parameters schema should be of type OBJECT` };
  const keyword = Object.keys(node).find(key => !knownKeywords.includes(key));
  if (keyword !== undefined) return unknownName(keyword, place);
  const [flag] = booleanPlaces(at);
  if (flag !== undefined)
    return {
      message: `Invalid value at '${root}.${flag}' (type.googleapis.com/google.ai.generativelanguage.v1beta.Schema)`,
    };
  return listProblem(at, place) ?? enumProblem(at, place) ?? objectProblem(at, place);
}

function listProblem({ node }: SchemaNode, place: string): Refusal | undefined {
  for (const key of ['type', 'items'])
    if (Array.isArray(node[key]))
      return {
        message: `Invalid JSON payload received. Unknown name "${key}" at '${place}': Proto field is not repeating, cannot start list.`,
      };
  if (node.type === 'array' && node.items === undefined) return { message: `${place}.items: missing field.` };
  return Array.isArray(node.anyOf) && Object.keys(node).length > 1
    ? {
        message: `${place} schema specified other fields alongside any_of. When using any_of, it must be the only field set.`,
      }
    : undefined;
}

/** https://github.com/anomalyco/opencode/issues/12784, https://github.com/decolua/9router/pull/380 */
function enumProblem({ node }: SchemaNode, place: string): Refusal | undefined {
  const format = asString(node.format);
  if (node.type === 'string' && format !== undefined && !['enum', 'date-time'].includes(format))
    return { message: `${place}.format: only 'enum' and 'date-time' are supported for STRING type` };
  if (!Array.isArray(node.enum)) return undefined;
  const wrong = node.enum.findIndex(value => typeof value !== 'string');
  if (wrong !== -1)
    return {
      message: `Invalid value at '${place}.enum[${wrong}]' (TYPE_STRING), ${JSON.stringify(node.enum[wrong])}`,
    };
  if (node.type !== 'string') return { message: `${place}.enum: only allowed for STRING type` };
  const empty = node.enum.indexOf('');
  return empty === -1 ? undefined : { message: `${place}.enum[${empty}]: cannot be empty` };
}

/** https://github.com/mastra-ai/mastra/issues/22489 */
function objectProblem({ node }: SchemaNode, place: string): Refusal | undefined {
  if (!Array.isArray(node.required)) return undefined;
  if (node.type !== 'object') return { message: `${place}.required: only allowed for OBJECT type` };
  const properties = member(node, 'properties');
  const ghost = node.required.findIndex(name => !Object.hasOwn(properties, String(name)));
  return ghost === -1 ? undefined : { message: `${place}.required[${ghost}]: property is not defined` };
}

/** https://github.com/vercel/ai/issues/16575 */
export const googleEmbeddingsRules: readonly StrictRule[] = [
  atMost('input', 100, () => ({
    message: '* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch',
  })),
];

/** What every surface of Gemini refuses, with the names that one surface does not know. */
export function googleRules(unknown: readonly string[]): readonly StrictRule[] {
  return [
    refuseKeys(unknown, key => unknownName(key)),
    onlyIncludeUsage(key => unknownName(key, 'stream_options')),
    ...efforts,
    // https://github.com/continuedev/continue/issues/2702
    atMost('stop', 5, () => ({ message: 'the number of stop_sequences must not exceed 5' })),
    // https://github.com/google/adk-python/issues/3900
    ...when(
      modelIs(/gemma-[1-3]/),
      eachMessage((message, _, { model }) =>
        isSystem(message)
          ? { message: `Developer instruction is not enabled for models/${model}` }
          : undefined,
      ),
    ),
    // https://github.com/mastra-ai/mastra/issues/12980 · https://github.com/microsoft/autogen/issues/5762
    eachMessage((message, index) =>
      message.role !== 'tool' && isEmptyMessage(message)
        ? { message: `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.` }
        : undefined,
    ),
    // https://github.com/google-gemini/gemini-cli/issues/11814
    ({ messages }) =>
      messages.find(message => !isSystem(message))?.tool_calls === undefined
        ? undefined
        : {
            message:
              'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
          },
    eachSchemaNode(schemaProblem),
    ...signatures,
    ...forcedJson,
  ];
}
