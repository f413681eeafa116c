import type { JsonObject } from '../http/json.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { Completion } from './completion.ts';
import { renderUsage } from './render-usage.ts';

export interface RenderContext {
  readonly upstream: Upstream;
  readonly request: ChatRequest;
  readonly id: string;
  /** Epoch seconds. */
  readonly created: number;
  /** Makes tool call ids unique within the gateway. */
  readonly toolCallNumber: () => number;
}

/** A completion as one JSON answer of the upstream. */
export function renderCompletion(completion: Completion, context: RenderContext): JsonObject {
  const { upstream, request, id, created } = context;
  return {
    id,
    object: 'chat.completion',
    created,
    model: request.model,
    choices: [
      {
        index: 0,
        message: message(completion, context),
        logprobs: null,
        finish_reason: finishReason(completion, context),
      },
    ],
    usage: renderUsage(completion.usage, upstream.dialect),
    ...(upstream.dialect.streamUsage(request) === 'x_groq' ? { x_groq: { id } } : {}),
  };
}

export function finishReason(completion: Completion, { upstream, request }: RenderContext): string {
  if (completion.finishReason !== undefined) return completion.finishReason;
  if (completion.toolCalls.length === 0) return 'stop';
  return upstream.dialect.toolFinish?.(request) ?? 'tool_calls';
}

/** The tool calls with ids, as a message carries them. */
export function renderToolCalls({ toolCalls }: Completion, context: RenderContext): JsonObject[] {
  const { dialect } = context.upstream;
  return toolCalls.map(call => {
    const number = context.toolCallNumber();
    return {
      id: call.id ?? dialect.toolCallId?.(number) ?? `call_local${String(number).padStart(6, '0')}`,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
      ...dialect.toolCallExtra?.(context.request),
    };
  });
}

function message(completion: Completion, context: RenderContext): JsonObject {
  const { dialect } = context.upstream;
  const calls = renderToolCalls(completion, context);
  const { text, reasoning } = completion;
  const content = calls.length > 0 && text === '' ? null : text;
  return {
    role: 'assistant',
    content,
    ...dialect.messageExtra,
    ...(reasoning === undefined ? {} : reasoningMembers(reasoning, text, dialect.reasoning)),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

function reasoningMembers(reasoning: string, text: string, style: string | undefined): JsonObject {
  switch (style) {
    case undefined:
      return {};
    case 'think-tags':
      return { content: `<think>\n${reasoning}\n</think>\n\n${text}` };
    case 'thinking-parts':
      return {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: reasoning }] },
          { type: 'text', text },
        ],
      };
    default:
      return { [style]: reasoning };
  }
}
