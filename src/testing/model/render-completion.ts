import type { JsonObject } from '../http/json.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { Completion } from './completion.ts';
import { reasoningMembers } from './render-reasoning.ts';
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
  const { extra, streamUsage, choiceExtra } = upstream.dialect;
  const finish = finishReason(completion, context);
  return {
    id,
    object: 'chat.completion',
    created,
    model: request.model,
    ...extra?.every?.(request),
    choices: [
      {
        index: 0,
        message: message(completion, context),
        logprobs: null,
        finish_reason: finish,
        ...choiceExtra?.(finish),
      },
    ],
    usage: renderUsage(completion.usage, context),
    ...(streamUsage(request) === 'x_groq' ? { x_groq: { id } } : {}),
    ...extra?.first?.(request),
    ...extra?.last?.(request),
    ...extra?.whole?.(request),
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
      id:
        call.id ??
        dialect.toolCallId?.(number, call.name, context.request) ??
        `call_local${String(number).padStart(6, '0')}`,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
      ...dialect.toolCallExtra?.(context.request),
    };
  });
}

function message(completion: Completion, context: RenderContext): JsonObject {
  const { dialect } = context.upstream;
  const calls = renderToolCalls(completion, context);
  const { text, reasoning, refusal } = completion;
  const silent = refusal !== undefined || (calls.length > 0 && text === '');
  const annotations = silent ? [] : (dialect.annotations?.(context.request, text) ?? []);
  return {
    role: 'assistant',
    content: silent ? (dialect.textBesideCalls ?? null) : text,
    ...dialect.messageExtra,
    ...(reasoning === undefined ? {} : reasoningMembers(reasoning, text, context)),
    ...(refusal === undefined ? {} : { refusal }),
    ...(annotations.length > 0 ? { annotations } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}
