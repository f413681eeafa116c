import { type JsonObject, member } from '../http/json.ts';
import type { Completion } from './completion.ts';
import { finishReason, type RenderContext, renderToolCalls } from './render-completion.ts';
import { renderUsage } from './render-usage.ts';

/** A completion as the events of a stream of the upstream. */
export function renderChunks(completion: Completion, context: RenderContext): JsonObject[] {
  const { upstream, request, id, created } = context;
  const { dialect } = upstream;
  const chunk = (choices: readonly JsonObject[], extra: JsonObject = {}): JsonObject => ({
    id,
    object: 'chat.completion.chunk',
    created,
    model: request.model,
    choices,
    ...extra,
  });
  const counted = dialect.nullFinaliser ? { usage: { completion_tokens: 1 } } : {};
  const deltas = [...contentDeltas(completion, dialect.reasoning), ...toolDeltas(completion, context)];
  const finish = finishReason(completion, context);
  return [
    chunk([choice({ role: 'assistant', content: '' })]),
    ...deltas.map(delta => chunk([choice(delta)], counted)),
    ...endChunks(completion, context, { chunk, finish }),
  ];
}

type Chunk = (choices: readonly JsonObject[], extra?: JsonObject) => JsonObject;

function choice(delta: JsonObject, finish: string | null = null): JsonObject {
  return { index: 0, delta, logprobs: null, finish_reason: finish };
}

function endChunks(
  completion: Completion,
  { upstream, request, id }: RenderContext,
  { chunk, finish }: { chunk: Chunk; finish: string },
): JsonObject[] {
  const { dialect } = upstream;
  const usage = renderUsage(completion.usage, dialect);
  const last = choice(dialect.nullFinaliser && completion.toolCalls.length > 0 ? finaliser : {}, finish);
  const asked = member(request.body, 'stream_options').include_usage === true;
  switch (dialect.streamUsage(request)) {
    case 'last-chunk':
      return [chunk([last], { usage })];
    case 'x_groq':
      return [chunk([last], { x_groq: { id, usage } }), ...(asked ? [chunk([], { usage })] : [])];
    case 'trailing':
      return [chunk([last]), chunk([], { usage })];
    case 'native':
      return [chunk([last]), { response: '', usage }];
    default:
      return asked ? [chunk([last]), chunk([], { usage })] : [chunk([last])];
  }
}

/** A piece that closes the calls and must not open a new one. */
const finaliser: JsonObject = {
  tool_calls: [{ index: 0, id: null, type: null, function: { name: null, arguments: '' } }],
};

function contentDeltas({ text, reasoning }: Completion, style: string | undefined): JsonObject[] {
  const spoken = pieces(text).map(content => ({ content }));
  if (reasoning === undefined || style === undefined) return spoken;
  const thoughts = pieces(reasoning);
  switch (style) {
    case 'think-tags':
      return [...pieces(`<think>\n${reasoning}\n</think>\n\n`).map(content => ({ content })), ...spoken];
    case 'thinking-parts':
      return [
        ...thoughts.map(thought => ({
          content: [{ type: 'thinking', thinking: [{ type: 'text', text: thought }] }],
        })),
        ...spoken,
      ];
    default:
      return [...thoughts.map(thought => ({ [style]: thought })), ...spoken];
  }
}

function toolDeltas(completion: Completion, context: RenderContext): JsonObject[] {
  return renderToolCalls(completion, context).flatMap((call, index) => {
    const { name, arguments: args } = member(call, 'function');
    const opened = { ...call, index, function: { name, arguments: '' } };
    const rest = pieces(String(args)).map(piece => ({ index, function: { arguments: piece } }));
    return [opened, ...rest].map(piece => ({ tool_calls: [piece] }));
  });
}

/** Words with the space after them; long runs without one are cut. */
function pieces(text: string): string[] {
  return text.match(/\S{1,12}\s*|\s+/gu) ?? [];
}
