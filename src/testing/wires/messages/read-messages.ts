import { asString, isObject, type JsonObject, member, objects } from '../../http/json.ts';
import type { ChatRequest } from '../../upstreams/upstream.ts';
import { blocksOf, clientTools, textIn } from './content.ts';

/** A Messages request as chat completions would put it. */
export function readMessages(model: string, body: JsonObject): ChatRequest {
  const system = body.system === undefined ? [] : [{ role: 'system', content: textIn(body.system) }];
  const messages = [...system, ...objects(body.messages).flatMap(turn)];
  const tools = clientTools(body).map(({ name, description, input_schema: parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
  const format = member(member(body, 'output_config'), 'format');
  const output = 'schema' in format ? format : member(body, 'output_format');
  const chat = {
    model,
    messages,
    tools,
    max_tokens: body.max_tokens,
    stop: body.stop_sequences,
    ...toolChoice(body.tool_choice),
    ...(isObject(output.schema) ? { response_format: schemaFormat(output.schema) } : {}),
  };
  return { model, body: chat, messages, tools, stream: body.stream === true };
}

function schemaFormat(schema: JsonObject): JsonObject {
  return { type: 'json_schema', json_schema: { name: 'output', schema } };
}

/** Results of tools first, since they answer the turn before; then the rest of the turn. */
function turn({ role, content }: JsonObject): JsonObject[] {
  const blocks = blocksOf(content);
  if (role === 'assistant') return [assistantTurn(blocks)];
  const results = blocks
    .filter(({ type }) => type === 'tool_result')
    .map(block => ({ role: 'tool', tool_call_id: block.tool_use_id, content: textIn(block.content) }));
  const others = blocks.filter(({ type }) => type !== 'tool_result');
  return others.length > 0 ? [...results, { role, content: others }] : results;
}

function assistantTurn(blocks: readonly JsonObject[]): JsonObject {
  const calls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ id, name, input }) => ({
      id,
      type: 'function',
      function: { name, arguments: JSON.stringify(input ?? {}) },
    }));
  const text = blocks.map(block => (block.type === 'text' ? (asString(block.text) ?? '') : '')).join('');
  return { role: 'assistant', content: text, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

function toolChoice(choice: unknown): JsonObject {
  if (!isObject(choice)) return {};
  const { type, name } = choice;
  const parallel = choice.disable_parallel_tool_use === true ? { parallel_tool_calls: false } : {};
  if (type === 'tool') return { tool_choice: { type: 'function', function: { name } }, ...parallel };
  return { tool_choice: type === 'any' ? 'required' : type, ...parallel };
}
