import { asString, isObject, member } from '../http/json.ts';
import {
  eachToolCall,
  forcesTool,
  modelIs,
  onlyIncludeUsage,
  onlyValues,
  refuseKeys,
  responseFormatType,
  when,
} from './rules.ts';
import { eachSchemaNode, type RequestSchema, type SchemaNode } from './schema-rules.ts';
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

/** Keywords outside the schema subset (pydantic-ai 2026-08, @ai-sdk/google 4.0.121). */
const unknownKeywords = [
  '$schema',
  'discriminator',
  'examples',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'const',
];

function schemaProblem({ node, path }: SchemaNode, { at }: RequestSchema): Refusal | undefined {
  const place = [at, ...path].join('.');
  const keyword = unknownKeywords.find(key => node[key] !== undefined);
  if (keyword !== undefined) return unknownName(keyword, place);
  const format = asString(node.format);
  if (node.type === 'string' && format !== undefined && !['enum', 'date-time'].includes(format))
    return { message: `${place}.format: only 'enum' and 'date-time' are supported for STRING type` };
  if (node.type === 'array' && node.items === undefined && node.prefixItems === undefined)
    return { message: `${place}.items: missing field.` };
  const required = Array.isArray(node.required) && isObject(node.properties) ? node.required : [];
  const ghost = required.findIndex(name => !(String(name) in member(node, 'properties')));
  return ghost === -1 ? undefined : { message: `${place}.required[${ghost}]: property is not defined` };
}

/** What every surface of Gemini refuses, with the names that one surface does not know. */
export function googleRules(unknown: readonly string[]): readonly StrictRule[] {
  return [
    refuseKeys(unknown, key => unknownName(key)),
    onlyIncludeUsage(key => unknownName(key, 'stream_options')),
    ...efforts,
    eachSchemaNode(schemaProblem),
    ...signatures,
    ...forcedJson,
  ];
}
