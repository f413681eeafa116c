import { asString, isObject, type JsonObject, member, objects } from '../../http/json.ts';
import { strictSchemaProblem } from '../../upstreams/openai-schema-rule.ts';
import type { Refusal, StrictRule } from '../../upstreams/upstream.ts';
import { invalidValue, missing } from './refusals.ts';

/** Tools of `CreateResponse` (openai-openapi 2.3.0, 2026-08-21). */
const types =
  'function file_search computer computer_use_preview web_search web_search_2025_08_26 mcp code_interpreter programmatic_tool_calling image_generation local_shell shell custom namespace tool_search web_search_preview web_search_preview_2025_03_11 apply_patch'.split(
    ' ',
  );

const tools: StrictRule = ({ body }) => {
  if (body.tools != null && !Array.isArray(body.tools))
    return {
      message: "Invalid type for 'tools': expected an array of objects.",
      param: 'tools',
      code: 'invalid_type',
    };
  for (const [index, tool] of objects(body.tools).entries()) {
    const refusal = toolProblem(tool, `tools[${index}]`);
    if (refusal) return refusal;
  }
  return undefined;
};

function toolProblem(tool: JsonObject, at: string): Refusal | undefined {
  if (!types.includes(String(tool.type))) return invalidValue(`${at}.type`, tool.type, types);
  if (tool.type !== 'function') return undefined;
  const name = asString(tool.name);
  if (name === undefined) return missing(`${at}.name`);
  if (!/^[a-zA-Z0-9_-]+$/.test(name))
    return {
      message: `Invalid '${at}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      param: `${at}.name`,
      code: 'invalid_value',
    };
  const problem = tool.strict === true ? strictSchemaProblem(tool.parameters) : undefined;
  return problem === undefined
    ? undefined
    : {
        message: `Invalid schema for function '${name}': ${problem}`,
        param: `${at}.parameters`,
        code: 'invalid_function_parameters',
      };
}

const choice: StrictRule = ({ body }) => {
  const given = body.tool_choice;
  if (given == null) return undefined;
  if (!isObject(given))
    return ['none', 'auto', 'required'].includes(String(given))
      ? undefined
      : invalidValue('tool_choice', given, ['none', 'auto', 'required']);
  const declared = objects(body.tools);
  const found =
    given.type === 'function' ? declared.some(({ name }) => name === given.name) : declared.length > 0;
  return found
    ? undefined
    : {
        message: `Tool choice '${String(given.name ?? given.type)}' not found in 'tools' parameter.`,
        param: 'tool_choice',
      };
};

const format: StrictRule = ({ body }) => {
  const given = member(member(body, 'text'), 'format');
  if (given.type === undefined || given.type === 'text' || given.type === 'json_object') return undefined;
  if (given.type !== 'json_schema')
    return invalidValue('text.format.type', given.type, ['json_object', 'json_schema', 'text']);
  const absent = ['name', 'schema'].find(key => given[key] === undefined);
  if (absent !== undefined) return missing(`text.format.${absent}`);
  const problem = given.strict === true ? strictSchemaProblem(given.schema) : undefined;
  return problem === undefined
    ? undefined
    : {
        message: `Invalid schema for response_format '${String(given.name)}': ${problem}`,
        param: 'text.format.schema',
        code: 'invalid_json_schema',
      };
};

export const toolRules: readonly StrictRule[] = [tools, choice, format];
