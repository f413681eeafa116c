import { type JsonObject, member } from '../http/json.ts';
import type { Completion } from './completion.ts';
import { contentText } from './conversation.ts';
import { pieces } from './pieces.ts';
import { finishReason, type RenderContext, renderToolCalls } from './render-completion.ts';
import { reasoningDeltas } from './render-reasoning.ts';
import { renderUsage } from './render-usage.ts';

/** A completion as the events of a stream of the upstream. */
export function renderChunks(completion: Completion, context: RenderContext): JsonObject[] {
  const { dialect } = context.upstream;
  const { request } = context;
  const write = writer(completion, context);
  const deltas = [
    { role: 'assistant', content: '', ...prefill(context) },
    ...(completion.reasoning === undefined ? [] : reasoningDeltas(completion.reasoning, context)),
    ...pieces(completion.text).map(content => ({ content })),
    ...pieces(completion.refusal ?? '').map(refusal => ({ refusal })),
    ...annotationDeltas(completion, context),
    ...toolDeltas(completion, context),
  ];
  const counted = dialect.nullFinaliser ? { usage: { completion_tokens: 1 } } : {};
  return [
    ...(dialect.prelude ? [write.chunk([], dialect.prelude)] : []),
    ...deltas.map((delta, index) =>
      write.chunk([write.choice(delta)], index === 0 ? dialect.extra?.first?.(request) : counted),
    ),
    ...endChunks(completion, context, write),
  ];
}

interface Writer {
  chunk(choices: readonly JsonObject[], extra?: JsonObject): JsonObject;
  choice(delta: JsonObject, finish?: string | null): JsonObject;
}

function writer({ usage: counts }: Completion, context: RenderContext): Writer {
  const { upstream, request, id, created } = context;
  const { dialect } = upstream;
  const always =
    dialect.streamUsage(request) === 'every-chunk' ? { usage: renderUsage(counts, context) } : {};
  return {
    chunk: (choices, extra = {}) => ({
      id,
      object: 'chat.completion.chunk',
      created,
      model: request.model,
      ...dialect.extra?.every?.(request),
      choices,
      ...always,
      ...extra,
    }),
    choice: (delta, finish = null) => ({
      index: 0,
      delta: { ...dialect.deltaBase, ...delta },
      logprobs: null,
      finish_reason: finish,
      ...dialect.choiceExtra?.(finish),
    }),
  };
}

function endChunks(completion: Completion, context: RenderContext, write: Writer): JsonObject[] {
  const { upstream, request, id } = context;
  const { dialect } = upstream;
  const usage = renderUsage(completion.usage, context);
  const finalised = dialect.nullFinaliser && completion.toolCalls.length > 0;
  const last = write.choice(finalised ? finaliser : {}, finishReason(completion, context));
  const extra = dialect.extra?.last?.(request) ?? {};
  const includesUsage = member(request.body, 'stream_options').include_usage === true;
  const trailing = includesUsage ? [write.chunk([], { usage })] : [];
  switch (dialect.streamUsage(request)) {
    case 'last-chunk':
      return [write.chunk([last], { usage, ...extra })];
    case 'x_groq':
      return [write.chunk([last], { x_groq: { id, usage }, ...extra }), ...trailing];
    case 'choice':
      return [write.chunk([{ ...last, usage }], extra), ...trailing];
    case 'trailing':
      return [write.chunk([last], extra), write.chunk([], { usage })];
    case 'native':
      return [write.chunk([last], extra), { response: '', usage }];
    case 'every-chunk':
      return [write.chunk([last], extra)];
    default:
      return [write.chunk([last], extra), ...trailing];
  }
}

/** A piece that closes the calls and must not open a new one. */
const finaliser: JsonObject = {
  tool_calls: [{ index: 0, id: null, type: null, function: { name: null, arguments: '' } }],
};

/** A stream may open with the text that it continues. */
function prefill({ upstream, request }: RenderContext): JsonObject {
  const last = request.messages.at(-1);
  const repeated = upstream.dialect.repeatsPrefill === 'stream' && last?.role === 'assistant';
  return repeated ? { content: contentText(last.content) } : {};
}

function annotationDeltas({ text }: Completion, { upstream, request }: RenderContext): JsonObject[] {
  const annotations = upstream.dialect.annotations?.(request, text) ?? [];
  return text !== '' && annotations.length > 0 ? [{ annotations }] : [];
}

function toolDeltas(completion: Completion, context: RenderContext): JsonObject[] {
  const { wholeCalls } = context.upstream.dialect;
  return renderToolCalls(completion, context).flatMap((call, index) => {
    if (wholeCalls) return [{ tool_calls: [{ ...call, index }] }];
    const { name, arguments: args } = member(call, 'function');
    const opened = { ...call, index, function: { name, arguments: '' } };
    const rest = pieces(String(args)).map(piece => ({ index, function: { arguments: piece } }));
    return [opened, ...rest].map(piece => ({ tool_calls: [piece] }));
  });
}
