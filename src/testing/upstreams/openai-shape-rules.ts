import { asString, isObject, member } from '../http/json.ts';
import { eachMessage, eachTool } from './rules.ts';
import type { Refusal, StrictRule } from './upstream.ts';

function missing(param: string): Refusal {
  return { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' };
}

/** The shapes of OpenAI's chat completions, for upstreams about which nothing more is known. */
export const openAIShapeRules: readonly StrictRule[] = [
  eachTool(({ name }, index) =>
    asString(name) === undefined ? missing(`tools[${index}].function.name`) : undefined,
  ),
  ({ body }) => {
    const format = member(body, 'response_format');
    const envelope = member(format, 'json_schema');
    if (format.type !== 'json_schema') return undefined;
    if (asString(envelope.name) === undefined) return missing('response_format.json_schema.name');
    return isObject(envelope.schema) ? undefined : missing('response_format.json_schema.schema');
  },
  eachMessage(({ role, content, tool_call_id }, index) => {
    if (content == null && role !== 'assistant') return missing(`messages[${index}].content`);
    return role === 'tool' && asString(tool_call_id) === undefined
      ? missing(`messages[${index}].tool_call_id`)
      : undefined;
  }),
];
