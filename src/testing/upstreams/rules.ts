import { asString, isObject, type JsonObject, member, objects } from '../http/json.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** Builders of strict rules. An upstream's file chooses conditions and texts; nothing here knows a vendor. */

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

/** Refuses body members outside a list. */
export function onlyKeys(known: readonly string[], refusal: (key: string) => Refusal): StrictRule {
  const allowed = new Set(known);
  return ({ body }) => {
    const found = Object.keys(body).find(key => !allowed.has(key));
    return found === undefined ? undefined : refusal(found);
  };
}

/** Checks every message with its index. */
export function eachMessage(
  check: (message: JsonObject, index: number, request: ChatRequest) => Refusal | undefined,
): StrictRule {
  return request => first(request.messages.map((message, index) => check(message, index, request)));
}

/** Checks every tool call that a message replays. */
export function eachToolCall(check: (call: JsonObject, message: number) => Refusal | undefined): StrictRule {
  return ({ messages }) =>
    first(messages.flatMap((message, index) => objects(message.tool_calls).map(call => check(call, index))));
}

function first(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
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
