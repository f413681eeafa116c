import { asString, isObject, type JsonObject, member } from '../http/json.ts';
import { openAIModelIs } from './openai-models.ts';
import { responseFormatType, when } from './rules.ts';
import { schemaFlaw, schemaNodes } from './schema-rules.ts';
import type { Refusal, StrictRule } from './upstream.ts';

/** Structured outputs begin with gpt-4o-mini. */
export const schemaModelRules: readonly StrictRule[] = when(
  openAIModelIs(/^(?:gpt-3\.5|gpt-4(?:-|$)|o1-(?:mini|preview))/),
  request =>
    responseFormatType(request) === 'json_schema'
      ? {
          message:
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
          param: 'response_format',
        }
      : undefined,
);

/** Strict structured outputs: closed objects whose properties are all required, at every level. */
export const strictSchemaRule: StrictRule = ({ body }) => {
  const format = member(body, 'response_format');
  if (format.type !== 'json_schema') return undefined;
  const envelope = member(format, 'json_schema');
  const name = asString(envelope.name);
  if (name === undefined)
    return missing("Missing required parameter: 'response_format.json_schema.name'.", 'json_schema.name');
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name))
    return {
      ...missing(
        `Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
        'json_schema.name',
      ),
      code: 'invalid_value',
    };
  if (envelope.strict !== true) return undefined;
  const problem = strictSchemaProblem(envelope.schema);
  return problem === undefined
    ? undefined
    : {
        message: `Invalid schema for response_format '${name}': ${problem}`,
        param: 'response_format',
        code: 'invalid_json_schema',
      };
};

/**
 * Every schema of a tool: an object at the root without a union, and a list of something everywhere.
 * @see https://github.com/vercel/ai/issues/21350 · https://github.com/anomalyco/opencode/issues/35516
 */
export const toolSchemaRule: StrictRule = ({ tools }) => {
  for (const [index, tool] of tools.entries()) {
    const definition = member(tool, 'function');
    const problem = toolSchemaProblem(definition.parameters);
    if (problem !== undefined)
      return {
        message: `Invalid schema for function '${String(definition.name)}': ${problem}`,
        param: `tools[${index}].function.parameters`,
        code: 'invalid_function_parameters',
      };
  }
  return undefined;
};

const notAtRoot = ['oneOf', 'anyOf', 'allOf', 'enum', 'not'];

function toolSchemaProblem(schema: unknown): string | undefined {
  if (schema === undefined) return undefined;
  if (!isObject(schema)) return `${JSON.stringify(schema)} is not of type 'object', 'boolean'.`;
  if (schema.type !== 'object')
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${schema.type === undefined ? 'None' : String(schema.type)}"'.`;
  if (notAtRoot.some(key => schema[key] !== undefined))
    return "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.";
  if (!isObject(schema.properties)) return 'In context=(), object schema missing properties.';
  for (const { node, path } of schemaNodes(schema)) {
    // https://github.com/CherryHQ/cherry-studio/issues/4188
    const flaw = schemaFlaw(node);
    if (flaw !== undefined) return `${flaw}.`;
    const place = `In context=(${path.map(part => `'${part}'`).join(', ')}${path.length === 1 ? ',' : ''}), `;
    if (Array.isArray(node.items))
      return `${place}${JSON.stringify(node.items)} is not of type 'object', 'boolean'.`;
    if ([node.type].flat().includes('array') && node.items === undefined && node.prefixItems === undefined)
      return `${place}array schema missing items.`;
  }
  return undefined;
}

/** Strict function tools follow the same rules. */
export const strictToolsRule: StrictRule = ({ tools }) => {
  for (const [index, tool] of tools.entries()) {
    const definition = member(tool, 'function');
    const problem = definition.strict === true ? strictSchemaProblem(definition.parameters) : undefined;
    if (problem !== undefined)
      return {
        message: `Invalid schema for function '${String(definition.name)}': ${problem}`,
        param: `tools[${index}].function.parameters`,
        code: 'invalid_function_parameters',
      };
  }
  return undefined;
};

function missing(message: string, field: string): Refusal {
  return { message, param: `response_format.${field}`, code: 'missing_required_parameter' };
}

/** What a strict schema must not hold, in OpenAI's words; nothing when it is fine. */
export function strictSchemaProblem(schema: unknown): string | undefined {
  if (!isObject(schema)) return undefined;
  for (const { node, path } of schemaNodes(schema)) {
    const problem = nodeProblem(node);
    if (problem === undefined) continue;
    const place = path.map(part => `'${part}'`).join(', ');
    return `In context=(${place}${path.length === 1 ? ',' : ''}), ${problem}`;
  }
  return undefined;
}

/** Keywords outside the strict subset (@ai-sdk/openai 4.0.118 and pydantic-ai 2026-08 remove or rewrite them). */
const notPermitted = ['oneOf', 'propertyNames', 'patternProperties', 'unevaluatedProperties'];

function nodeProblem(node: JsonObject): string | undefined {
  const keyword = notPermitted.find(key => node[key] !== undefined);
  if (keyword !== undefined) return `'${keyword}' is not permitted.`;
  if (/\(\?<?[=!]/.test(asString(node.pattern) ?? ''))
    return `'pattern' is not permitted to use lookaround: ${String(node.pattern)}`;
  if (node.type === 'array' && node.items === undefined && node.prefixItems === undefined)
    return 'array schema missing items.';
  return node.type === 'object' || isObject(node.properties) ? objectProblem(node) : undefined;
}

function objectProblem(node: JsonObject): string | undefined {
  if (node.additionalProperties !== false)
    return "'additionalProperties' is required to be supplied and to be false.";
  const required = Array.isArray(node.required) ? node.required : [];
  const absent = Object.keys(member(node, 'properties')).find(key => !required.includes(key));
  return absent === undefined
    ? undefined
    : `'required' is required to be supplied and to be an array including every key in properties. Missing '${absent}'.`;
}
