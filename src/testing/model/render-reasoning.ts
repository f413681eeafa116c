import type { JsonObject } from '../http/json.ts';
import type { ReasoningForm } from '../upstreams/dialect.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import { pieces } from './pieces.ts';

interface Context {
  readonly upstream: Upstream;
  readonly request: ChatRequest;
}

/** Members of a whole message that show its reasoning, the content where it is part of that. */
export function reasoningMembers(reasoning: string, text: string, context: Context): JsonObject {
  const { upstream, request } = context;
  switch (formOf(context)) {
    case undefined:
      return {};
    case 'think-tags':
      return { content: `<think>\n${reasoning}\n</think>\n\n${text}` };
    case 'thinking-parts':
      return { content: [thinkingPart(reasoning), { type: 'text', text }] };
    case 'reasoning':
      return { reasoning, ...details(upstream.dialect.reasoningDetails?.(reasoning, 'whole', request)) };
    default:
      return {
        reasoning_content: reasoning,
        ...details(upstream.dialect.reasoningDetails?.(reasoning, 'whole', request)),
      };
  }
}

/** The deltas that stream a reasoning. */
export function reasoningDeltas(reasoning: string, context: Context): JsonObject[] {
  const form = formOf(context);
  switch (form) {
    case undefined:
      return [];
    case 'think-tags':
      return pieces(`<think>\n${reasoning}\n</think>\n\n`).map(content => ({ content }));
    case 'thinking-parts':
      return pieces(reasoning).map(thought => ({ content: [thinkingPart(thought)] }));
    default:
      return memberDeltas(reasoning, form, context);
  }
}

function memberDeltas(reasoning: string, form: ReasoningForm, { upstream, request }: Context): JsonObject[] {
  const { reasoningDetails, repeatsReasoning } = upstream.dialect;
  const deltas = pieces(reasoning).map(thought => ({
    [form]: thought,
    ...details(reasoningDetails?.(thought, 'piece', request)),
  }));
  const seal = reasoningDetails?.('', 'seal', request) ?? [];
  return [
    ...(repeatsReasoning ? deltas.slice(0, 1) : []),
    ...deltas,
    ...(seal.length > 0 ? [{ [form]: '', reasoning_details: seal }] : []),
  ];
}

function formOf({ upstream, request }: Context): ReasoningForm | undefined {
  const { reasoning } = upstream.dialect;
  return typeof reasoning === 'function' ? reasoning(request) : reasoning;
}

function thinkingPart(text: string): JsonObject {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}

function details(list: readonly JsonObject[] | undefined): JsonObject {
  return list === undefined || list.length === 0 ? {} : { reasoning_details: list };
}
