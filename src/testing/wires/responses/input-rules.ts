import { asString, type JsonObject, objects } from '../../http/json.ts';
import { isSealed } from '../../model/hash.ts';
import { first } from '../../upstreams/rules.ts';
import type { Refusal } from '../../upstreams/upstream.ts';
import { conversationItems, inputItems } from './read-responses.ts';
import { invalidValue, missing } from './refusals.ts';
import type { StoredResponses } from './stored-responses.ts';

/** What ids begin with, as OpenAI checks them. */
export const openAIPrefixes: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  function_call_output: 'fc',
  web_search_call: 'ws',
};

/**
 * What the API refuses about an input: its shapes, its order, and items that it does not have.
 * @param prefixes what ids begin with, by the type of item
 */
export function inputRefusal(
  body: JsonObject,
  stored: StoredResponses,
  prefixes: Readonly<Record<string, string>>,
): Refusal | undefined {
  const previous = asString(body.previous_response_id);
  if (previous !== undefined && stored.response(previous) === undefined)
    return {
      message: `Previous response with id '${previous}' not found.`,
      param: 'previous_response_id',
      code: 'previous_response_not_found',
    };
  const items = objects(body.input);
  return (
    first(items.map((item, index) => itemProblem(item, `input[${index}]`, prefixes))) ??
    first(items.map((item, index) => missingItem(item, stored) ?? lonely(items, index, stored))) ??
    pairing(body, stored)
  );
}

/** Items of `InputItem` (openai-openapi 2.3.0, 2026-08-21). */
const types =
  'additional_tools apply_patch_call apply_patch_call_output code_interpreter_call compaction compaction_trigger computer_call computer_call_output custom_tool_call custom_tool_call_output file_search_call function_call function_call_output image_generation_call item_reference local_shell_call local_shell_call_output mcp_approval_request mcp_approval_response mcp_call mcp_list_tools message program program_output reasoning shell_call shell_call_output tool_search_call tool_search_output web_search_call'.split(
    ' ',
  );
const roles = ['assistant', 'system', 'developer', 'user'];
const inputParts = ['input_text', 'input_image', 'input_file', 'input_audio', 'computer_screenshot'];
const outputParts = ['output_text', 'refusal'];

function itemProblem(
  item: JsonObject,
  at: string,
  prefixes: Readonly<Record<string, string>>,
): Refusal | undefined {
  const type = asString(item.type) ?? 'message';
  if (!types.includes(type)) return invalidValue(`${at}.type`, type, types);
  const id = asString(item.id);
  const prefix = prefixes[type];
  if (id !== undefined && prefix !== undefined && !id.startsWith(prefix))
    return {
      message: `Invalid '${at}.id': '${id}'. Expected an ID that begins with '${prefix}'.`,
      param: `${at}.id`,
      code: 'invalid_value',
    };
  return type === 'message' ? messageProblem(item, at) : requiredMember(item, type, at);
}

/** Members without which an item is empty. */
const required: Readonly<Record<string, readonly string[]>> = {
  function_call: ['call_id', 'name', 'arguments'],
  function_call_output: ['call_id', 'output'],
  reasoning: ['summary'],
  item_reference: ['id'],
};

function requiredMember(item: JsonObject, type: string, at: string): Refusal | undefined {
  const absent = required[type]?.find(key => item[key] === undefined);
  if (absent !== undefined) return missing(`${at}.${absent}`);
  const id = asString(item.call_id) ?? '';
  return id.length > 64
    ? {
        message: `Invalid '${at}.call_id': string too long. Expected a string with maximum length 64, but got a string with length ${id.length} instead.`,
        param: `${at}.call_id`,
        code: 'string_above_max_length',
      }
    : undefined;
}

function messageProblem(item: JsonObject, at: string): Refusal | undefined {
  if (!roles.includes(String(item.role))) return invalidValue(`${at}.role`, item.role, roles);
  if (item.content == null) return missing(`${at}.content`);
  const parts = item.role === 'assistant' ? outputParts : inputParts;
  const index = objects(item.content).findIndex(({ type }) => !parts.includes(String(type)));
  if (index === -1) return undefined;
  return invalidValue(`${at}.content[${index}].type`, objects(item.content)[index]?.type, parts);
}

/** Items that are only named, and thoughts, must be stored or prove themselves. */
function missingItem(item: JsonObject, stored: StoredResponses): Refusal | undefined {
  const id = String(item.id);
  const { type, encrypted_content: content } = item;
  if (type === 'reasoning' && content != null)
    return isSealed(content, 'reasoning')
      ? undefined
      : {
          message: `The encrypted content for item ${id} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
          code: 'invalid_encrypted_content',
        };
  if ((type !== 'item_reference' && type !== 'reasoning') || stored.item(id)) return undefined;
  return {
    status: 404,
    message: `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
    param: 'input',
  };
}

/** Thoughts and what they led to belong together. */
function lonely(given: readonly JsonObject[], index: number, stored: StoredResponses): Refusal | undefined {
  const items = inputItems({ input: given }, stored);
  const item = items[index] ?? {};
  const id = String(item.id);
  const next = items[index + 1];
  const isInput = next === undefined || next.role === 'user' || /_output$/.test(String(next.type));
  if (item.type === 'reasoning' && isInput)
    return {
      message: `Item '${id}' of type 'reasoning' was provided without its required following item.`,
      param: 'input',
    };
  const before = item.id === undefined ? undefined : stored.reasoningBefore(id);
  return before === undefined || items.slice(0, index).some(other => other.id === before)
    ? undefined
    : {
        message: `Item '${id}' of type '${String(item.type)}' was provided without its required 'reasoning' item: '${before}'.`,
        param: 'input',
      };
}

/** Every call has its result, and every result its call. */
function pairing(body: JsonObject, stored: StoredResponses): Refusal | undefined {
  const items = conversationItems(body, stored);
  const ids = (type: string): string[] =>
    items.filter(item => item.type === type).map(({ call_id }) => String(call_id));
  const called = ids('function_call');
  const answered = ids('function_call_output');
  const stray = answered.find(id => !called.includes(id));
  if (stray !== undefined)
    return { message: `No tool call found for function call output with call_id ${stray}.`, param: 'input' };
  const open = called.find(id => !answered.includes(id));
  return open === undefined
    ? undefined
    : { message: `No tool output found for function call ${open}.`, param: 'input' };
}
