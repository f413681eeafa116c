import { type JsonObject, member, parseJson } from '../http/json.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { Completion } from './completion.ts';
import { pieces } from './pieces.ts';
import { type RenderContext, renderToolCalls } from './render-completion.ts';
import { renderUsage } from './render-usage.ts';

/** Whether the model has a format of its own: the older ones of Workers AI, which end their streams in it too. */
export function hasNativeFormat({ dialect }: Upstream, request: ChatRequest): boolean {
  return dialect.streamUsage(request) === 'native';
}

/**
 * `{ response, tool_calls, usage }`, without `response` where calls are made (@cloudflare/workers-types 5.20261117.1). A
 * JSON schema is answered with an object, not with its text.
 */
export function renderNative(completion: Completion, context: RenderContext): JsonObject {
  const schema = member(context.request.body, 'response_format').type === 'json_schema';
  const response = schema ? (parseJson(completion.text) ?? completion.text) : completion.text;
  const { toolCalls } = completion;
  return {
    ...(toolCalls.length > 0 && completion.text === '' ? {} : { response }),
    // Name and arguments, the latter as an object; there are no ids.
    ...(toolCalls.length > 0
      ? {
          tool_calls: toolCalls.map(({ name, arguments: args }) => ({
            name,
            arguments: parseJson(args) ?? args,
          })),
        }
      : {}),
    usage: renderUsage(completion.usage, context),
  };
}

/** `{ response: 'tok' }` for each piece, calls in frames of their own, and the counts in the last one. */
export function renderNativeFrames(completion: Completion, context: RenderContext): JsonObject[] {
  return [
    ...pieces(completion.text).map(response => ({ response })),
    ...renderToolCalls(completion, context).flatMap(nativeCall),
    { response: '', usage: renderUsage(completion.usage, context) },
  ];
}

/** The name first, then the arguments (the binding's format in workers-ai-provider's tests, 2026-07). */
function nativeCall({ id, function: called }: JsonObject, index: number): JsonObject[] {
  const { name, arguments: args } = member({ called }, 'called');
  return [
    { tool_calls: [{ id, index, function: { name } }] },
    ...pieces(String(args)).map(piece => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ];
}
