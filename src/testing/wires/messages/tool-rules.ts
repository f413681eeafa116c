import { asString, isObject, type JsonObject, member } from '../../http/json.ts';
import type { Refusal, StrictRule } from '../../upstreams/upstream.ts';
import { clientTools } from './content.ts';

/** Tools that Anthropic defines itself (@anthropic-ai/sdk 1.14.0, @ai-sdk/anthropic 2.0.112). */
const defined =
  /^(?:bash|text_editor|computer|computer_toolset|browser_toolset|memory|web_search|web_fetch|code_execution|advisor)_\d{8}$|^tool_search_tool_(?:bm25|regex)(?:_\d{8})?$|^mcp_toolset$/;

const tools: StrictRule = ({ body, tools }) => {
  if (body.tools !== undefined && !Array.isArray(body.tools))
    return { message: 'tools: Input should be a valid list' };
  const names = tools.map(({ name }) => name).filter(name => name !== undefined);
  for (const [index, tool] of tools.entries()) {
    const refusal = toolProblem(tool, index);
    if (refusal) return refusal;
  }
  return new Set(names).size < names.length ? { message: 'tools: Tool names must be unique.' } : undefined;
};

function toolProblem(tool: JsonObject, index: number): Refusal | undefined {
  const type = asString(tool.type) ?? 'custom';
  if (type !== 'custom')
    return defined.test(type)
      ? undefined
      : {
          message: `tools.${index}: Input tag '${type}' found using 'type' does not match any of the expected tags`,
        };
  const at = `tools.${index}.custom`;
  const { name, input_schema: schema } = tool;
  if (name === undefined) return { message: `${at}.name: Field required` };
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(String(name)))
    return { message: `${at}.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'` };
  if (schema === undefined) return { message: `${at}.input_schema: Field required` };
  if (!isObject(schema) || schema.type === undefined)
    return { message: `${at}.input_schema.type: Field required` };
  return schema.type === 'object'
    ? undefined
    : { message: `${at}.input_schema.type: Input should be 'object'` };
}

const choice: StrictRule = ({ body, tools }) => {
  if (body.tool_choice == null) return undefined;
  const { type, name } = member(body, 'tool_choice');
  if (!['auto', 'any', 'tool', 'none'].includes(String(type)))
    return {
      message: `tool_choice: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'`,
    };
  if (type === 'tool' && name === undefined) return { message: 'tool_choice.tool.name: Field required' };
  if (tools.length === 0 && type !== 'none')
    return { message: 'tool_choice: may only be specified while providing tools' };
  return type === 'tool' && !tools.some(tool => tool.name === name)
    ? { message: `Tool '${String(name)}' not found in provided tools` }
    : undefined;
};

/** A forced call must be one that the caller can make. */
const declared: StrictRule = ({ body, messages }) =>
  clientTools(body).length === 0 &&
  body.tools === undefined &&
  messages.some(({ content }) => Array.isArray(content) && content.some(isToolBlock))
    ? { message: 'Requests which include `tool_use` or `tool_result` blocks must define tools' }
    : undefined;

function isToolBlock(block: unknown): boolean {
  return isObject(block) && (block.type === 'tool_use' || block.type === 'tool_result');
}

export const toolRules: readonly StrictRule[] = [tools, choice, declared];
