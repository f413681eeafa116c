import { asString, isObject, type JsonObject, member, objects } from '../http/json.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** Builders of strict rules. An upstream's file chooses conditions and texts; nothing here depends on a vendor. */

/** Refuses each of these body members when it is present, `null` included. */
export function refuseKeys(keys: readonly string[], refusal: (key: string) => Refusal): StrictRule {
  return ({ body }) => {
    const found = keys.find(key => body[key] !== undefined);
    return found === undefined ? undefined : refusal(found);
  };
}

/** Applies rules only to some requests. */
export function when(
  applies: (request: ChatRequest) => boolean,
  ...rules: readonly StrictRule[]
): readonly StrictRule[] {
  return rules.map(rule => request => (applies(request) ? rule(request) : undefined));
}

/** Refuses lists that are longer than this. */
export function atMost(key: string, most: number, refusal: (length: number) => Refusal): StrictRule {
  return ({ body }) => {
    const list = body[key];
    return Array.isArray(list) && list.length > most ? refusal(list.length) : undefined;
  };
}

/** OpenAI, and those that follow it, accept four stop sequences (https://platform.openai.com/docs/api-reference/chat/create). */
export const fourStops: StrictRule = atMost('stop', 4, length => ({
  message: `Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length ${length} instead.`,
  param: 'stop',
  code: 'array_above_max_length',
}));

/** Refuses body members outside a list. */
export function onlyKeys(known: readonly string[], refusal: (key: string) => Refusal): StrictRule {
  return ({ body }) => {
    const found = unknownKey(body, known);
    return found === undefined ? undefined : refusal(found);
  };
}

/** The first member of an object that a list does not name. */
export function unknownKey(object: JsonObject, known: readonly string[]): string | undefined {
  return Object.keys(object).find(key => !known.includes(key));
}

/** Refuses values of a member outside a list that depends on the model. `null` is no value. */
export function onlyValues(
  key: string,
  valuesOf: readonly string[] | ((request: ChatRequest) => readonly string[] | undefined),
  refusal: (value: string, values: readonly string[], model: string) => Refusal,
): StrictRule {
  return request => {
    const value = request.body[key];
    const values = typeof valuesOf === 'function' ? valuesOf(request) : valuesOf;
    return value == null || values === undefined || values.includes(String(value))
      ? undefined
      : refusal(String(value), values, request.model);
  };
}

/** Refuses `stream_options` with other members than `include_usage`. */
export function onlyIncludeUsage(refusal: (key: string) => Refusal): StrictRule {
  return ({ body }) => {
    const found = unknownKey(member(body, 'stream_options'), ['include_usage']);
    return found === undefined ? undefined : refusal(found);
  };
}

/** Checks every message with its index. */
export function eachMessage(
  check: (message: JsonObject, index: number, request: ChatRequest) => Refusal | undefined,
): StrictRule {
  return request => first(request.messages.map((message, index) => check(message, index, request)));
}

/** Where a part or a call stands: the message's index, and its own. */
export interface Place {
  readonly message: number;
  readonly index: number;
  readonly role: string;
}

/** Checks every tool call that a message replays. */
export function eachToolCall(
  check: (call: JsonObject, at: Place, request: ChatRequest) => Refusal | undefined,
): StrictRule {
  return eachIn('tool_calls', check);
}

/** Checks every part of every content that is a list. */
export function eachPart(
  check: (part: JsonObject, at: Place, request: ChatRequest) => Refusal | undefined,
): StrictRule {
  return eachIn('content', check);
}

function eachIn(
  key: string,
  check: (item: JsonObject, at: Place, request: ChatRequest) => Refusal | undefined,
): StrictRule {
  return eachMessage((message, index, request) =>
    first(
      objects(message[key]).map((item, position) =>
        check(item, { message: index, index: position, role: String(message.role) }, request),
      ),
    ),
  );
}

/** Checks every declared function with its index. */
export function eachTool(
  check: (definition: JsonObject, index: number, tool: JsonObject) => Refusal | undefined,
): StrictRule {
  return ({ tools }) => first(tools.map((tool, index) => check(member(tool, 'function'), index, tool)));
}

export function first(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  return refusals.find(refusal => refusal !== undefined);
}

/** `json_schema`, `json_object`, or `undefined` for plain text. */
export function responseFormatType({ body }: ChatRequest): string | undefined {
  const type = asString(member(body, 'response_format').type);
  return type === 'text' ? undefined : type;
}

/** Whether `tool_choice` makes a call mandatory. */
export function forcesTool({ body }: ChatRequest): boolean {
  return body.tool_choice === 'required' || isObject(body.tool_choice);
}

/** Whether the model id matches. */
export function modelIs(pattern: RegExp): (request: ChatRequest) => boolean {
  return ({ model }) => pattern.test(model);
}

/** Whether the request turns thinking on in one of the usual ways. */
export function thinking({ body }: ChatRequest): boolean {
  return member(body, 'thinking').type === 'enabled' || body.enable_thinking === true;
}
