import { asString, type JsonObject, objects } from '../http/json.ts';
import { eachMessage, responseFormatType, unknownKey } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** Builders of rules about the order and the shape of messages. */

/** Refuses roles outside a list. */
export function onlyRoles(
  roles: readonly string[],
  refusal: (role: string, index: number) => Refusal,
): StrictRule {
  return eachMessage(({ role }, index) =>
    roles.includes(String(role)) ? undefined : refusal(String(role), index),
  );
}

/** Refuses members of messages that are not listed for their role. Roles without a list are not checked. */
export function onlyMessageKeys(
  known: Readonly<Record<string, readonly string[]>>,
  refusal: (key: string, index: number, role: string) => Refusal,
): StrictRule {
  return eachMessage((message, index) => {
    const role = String(message.role);
    const keys = known[role];
    const found = keys && unknownKey(message, keys);
    return found === undefined ? undefined : refusal(found, index, role);
  });
}

/** Refuses every instruction but one at the very start. */
export function oneLeadingSystem(refusal: (index: number, request: ChatRequest) => Refusal): StrictRule {
  return eachMessage((message, index, request) =>
    index > 0 && isSystem(message) ? refusal(index, request) : undefined,
  );
}

export function isSystem({ role }: JsonObject): boolean {
  return role === 'system' || role === 'developer';
}

/** Refuses results of calls that no message before them made. */
export function orphanResults(refusal: (id: string) => Refusal): StrictRule {
  return eachMessage((message, index, { messages }) => {
    const id = asString(message.tool_call_id) ?? '';
    const calls = messages.slice(0, index).flatMap(({ tool_calls }) => objects(tool_calls));
    return message.role !== 'tool' || calls.some(call => call.id === id) ? undefined : refusal(id);
  });
}

/** Refuses calls whose results do not follow their message directly. */
export function answeredCalls(refusal: (ids: readonly string[], index: number) => Refusal): StrictRule {
  return eachMessage(({ tool_calls }, index, { messages }) => {
    const later = messages.slice(index + 1);
    const end = later.findIndex(({ role }) => role !== 'tool');
    const results = later.slice(0, end === -1 ? undefined : end).map(message => message.tool_call_id);
    const open = objects(tool_calls).map(call => String(call.id));
    const unanswered = open.filter(id => !results.includes(id));
    return unanswered.length > 0 ? refusal(unanswered, index) : undefined;
  });
}

/** The wording of OpenAI and of those that follow it. */
export const answeredToolCalls: StrictRule = answeredCalls((ids, index) => ({
  message: `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids.join(', ')}`,
  param: `messages.[${index + 1}].role`,
}));

/** Refuses `json_object` when no message requests JSON. */
export function jsonInWords(refusal: Refusal): StrictRule {
  return request =>
    responseFormatType(request) === 'json_object' &&
    !/json/i.test(JSON.stringify(request.messages.map(({ content }) => content ?? '')))
      ? refusal
      : undefined;
}

/** Whether the history holds a call or the result of one. */
export function usedTools({ messages }: ChatRequest): boolean {
  return messages.some(({ role, tool_calls }) => role === 'tool' || objects(tool_calls).length > 0);
}

/** Whether a message is empty: no content, and no call. */
export function isEmptyMessage({ content, tool_calls }: JsonObject): boolean {
  const empty = content == null || content === '' || (Array.isArray(content) && content.length === 0);
  return empty && objects(tool_calls).length === 0;
}
