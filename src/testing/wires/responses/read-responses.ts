import { asString, isObject, type JsonObject, member, objects } from '../../http/json.ts';
import type { ChatRequest } from '../../upstreams/upstream.ts';
import type { StoredResponses } from './stored-responses.ts';

/** The input as items: a text is a message of the user, references are what they refer to. */
export function inputItems({ input }: JsonObject, stored: StoredResponses): JsonObject[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  return objects(input).map(item => {
    const kept = item.type === 'item_reference' ? stored.item(String(item.id)) : undefined;
    return kept ?? item;
  });
}

/** The whole conversation: what an earlier response ended with, then the input. */
export function conversationItems(body: JsonObject, stored: StoredResponses): JsonObject[] {
  const previous = stored.response(String(body.previous_response_id));
  return [...(previous?.items ?? []), ...inputItems(body, stored)];
}

/** A Responses request as chat completions would put it. */
export function readResponses(model: string, body: JsonObject, stored: StoredResponses): ChatRequest {
  const instructions = asString(body.instructions);
  const messages = [
    ...(instructions === undefined ? [] : [{ role: 'system', content: instructions }]),
    ...conversationItems(body, stored).flatMap(itemMessage),
  ];
  const tools = functionTools(body).map(({ name, description, parameters, strict }) => ({
    type: 'function',
    function: { name, description, parameters, ...(strict === true ? { strict } : {}) },
  }));
  const chat = {
    model,
    messages,
    tools,
    tool_choice: toolChoice(body.tool_choice),
    parallel_tool_calls: body.parallel_tool_calls,
    max_completion_tokens: body.max_output_tokens,
    reasoning_effort: member(body, 'reasoning').effort,
    ...textFormat(body),
  };
  return { model, body: chat, messages, tools, stream: body.stream === true };
}

function functionTools(body: JsonObject): JsonObject[] {
  return objects(body.tools).filter(({ type }) => type === 'function');
}

/** The web search that OpenAI runs itself. */
export function searchTool(body: JsonObject): JsonObject | undefined {
  return objects(body.tools).find(({ type }) =>
    /^web_search(?:_preview)?(?:_\d{4}_\d\d_\d\d)?$/.test(String(type)),
  );
}

/** The format of the text, in the envelope of chat completions. */
function textFormat(body: JsonObject): JsonObject {
  const { type, ...rest } = member(member(body, 'text'), 'format');
  if (type === 'json_schema') return { response_format: { type, json_schema: rest } };
  return type === 'json_object' ? { response_format: { type } } : {};
}

function itemMessage(item: JsonObject): JsonObject[] {
  const { type = 'message', call_id: id } = item;
  if (type === 'message') return [{ role: item.role, content: chatContent(item.content) }];
  if (type === 'function_call' || type === 'custom_tool_call') {
    const call = { name: item.name, arguments: item.arguments ?? item.input };
    return [{ role: 'assistant', content: '', tool_calls: [{ id, type: 'function', function: call }] }];
  }
  if (type === 'function_call_output' || type === 'custom_tool_call_output')
    return [{ role: 'tool', tool_call_id: id, content: outputText(item.output) }];
  return [];
}

function chatContent(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return objects(content).map(part =>
    asString(part.text) === undefined ? part : { type: 'text', text: part.text },
  );
}

function outputText(output: unknown): string {
  if (typeof output === 'string') return output;
  return objects(output)
    .map(part => asString(part.text) ?? `[${String(part.type)}]`)
    .join('\n');
}

function toolChoice(choice: unknown): unknown {
  if (!isObject(choice)) return choice;
  if (choice.type === 'allowed_tools') return choice.mode;
  return choice.type === 'function' ? { type: 'function', function: { name: choice.name } } : undefined;
}
