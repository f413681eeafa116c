import { asString, isObject, type JsonObject, member } from '../http/json.ts';
import type { Refusal, StrictRule } from './upstream.ts';

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
  const problem = schemaProblem(envelope.schema, []);
  return problem === undefined
    ? undefined
    : {
        message: `Invalid schema for response_format '${name}': ${problem}`,
        param: 'response_format',
        code: 'invalid_json_schema',
      };
};

/** Strict function tools follow the same rules. */
export const strictToolsRule: StrictRule = ({ tools }) => {
  for (const tool of tools) {
    const definition = member(tool, 'function');
    const problem = definition.strict === true ? schemaProblem(definition.parameters, []) : undefined;
    if (problem !== undefined)
      return {
        message: `Invalid schema for function '${String(definition.name)}': ${problem}`,
        param: 'tools[0].function.parameters',
        code: 'invalid_function_parameters',
      };
  }
  return undefined;
};

function missing(message: string, field: string): Refusal {
  return { message, param: `response_format.${field}`, code: 'missing_required_parameter' };
}

function schemaProblem(schema: unknown, path: readonly string[]): string | undefined {
  if (!isObject(schema)) return undefined;
  const here = `In context=(${path.map(part => `'${part}'`).join(', ')}${path.length === 1 ? ',' : ''})`;
  if (schema.type === 'object' || isObject(schema.properties)) {
    if (schema.additionalProperties !== false)
      return `${here}, 'additionalProperties' is required to be supplied and to be false.`;
    const required = Array.isArray(schema.required) ? schema.required : [];
    const absent = Object.keys(member(schema, 'properties')).find(key => !required.includes(key));
    if (absent !== undefined)
      return `${here}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${absent}'.`;
  }
  for (const [key, child] of children(schema)) {
    const problem = schemaProblem(child, [...path, ...key]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function children(schema: JsonObject): [string[], unknown][] {
  const named = ['properties', '$defs', 'definitions'].flatMap(group =>
    Object.entries(member(schema, group)).map(([key, child]): [string[], unknown] => [[group, key], child]),
  );
  const listed = ['anyOf', 'allOf'].flatMap(group => {
    const list = schema[group];
    return Array.isArray(list)
      ? list.map((child, index): [string[], unknown] => [[group, String(index)], child])
      : [];
  });
  return [...named, ...listed, [['items'], schema.items]];
}
