import { type JsonObject, member, parseJson } from '../http/json.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { Completion } from './completion.ts';
import { pieces } from './pieces.ts';
import type { RenderContext } from './render-completion.ts';
import { renderUsage } from './render-usage.ts';

/** Whether the model has a format of its own: the older ones of Workers AI, which end their streams in it too. */
export function hasNativeFormat({ dialect }: Upstream, request: ChatRequest): boolean {
  return dialect.streamUsage(request) === 'native';
}

/** `{ response, tool_calls, usage }`. A JSON schema is answered with an object, not with its text. */
export function renderNative(completion: Completion, context: RenderContext): JsonObject {
  const schema = member(context.request.body, 'response_format').type === 'json_schema';
  const response = schema ? (parseJson(completion.text) ?? completion.text) : completion.text;
  const calls = nativeCalls(completion);
  return {
    response: calls.length > 0 && completion.text === '' ? null : response,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    usage: renderUsage(completion.usage, context),
  };
}

/** `{ response: 'tok' }` for each piece, and the counts in the last one. */
export function renderNativeFrames(completion: Completion, context: RenderContext): JsonObject[] {
  const calls = nativeCalls(completion);
  return [
    ...pieces(completion.text).map(response => ({ response })),
    ...(calls.length > 0 ? [{ response: '', tool_calls: calls }] : []),
    { response: '', usage: renderUsage(completion.usage, context) },
  ];
}

/** Name and arguments, the latter as an object; there are no ids. */
function nativeCalls({ toolCalls }: Completion): JsonObject[] {
  return toolCalls.map(call => ({
    name: call.name,
    arguments: parseJson(call.arguments) ?? call.arguments,
  }));
}
