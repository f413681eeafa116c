import { nextId } from '../../gateway/gateway-state.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { asString, type JsonObject, member, objects } from '../../http/json.ts';
import { answerChat } from '../../model/answer-chat.ts';
import type { Completion } from '../../model/completion.ts';
import { pieces } from '../../model/pieces.ts';
import { wellFormedText } from '../../upstreams/common-rules.ts';
import { unknownKey } from '../../upstreams/rules.ts';
import type { ChatRequest, Refusal, Upstream } from '../../upstreams/upstream.ts';
import { namedEvents } from '../named-events.ts';
import type { Wire, WireCall } from '../wire.ts';

/** Cohere's own chat, version 2. */
export const cohereChatWire: Wire = {
  namedEvents: true,
  read,
  refuse: call => refuse(call) ?? wellFormedText(read(call)),
  answer: call => write(call, answerChat(voice(call), read(call))),
  write,
};

/** Members of `/v2/chat` (Cohere's OpenAPI, 2026). */
const known =
  'stream model messages tools strict_tools documents citation_options response_format safety_mode max_tokens stop_sequences temperature seed frequency_penalty presence_penalty k p logprobs tool_choice thinking priority'.split(
    ' ',
  );

function refuse({ step: { body } }: WireCall): Refusal | undefined {
  const extra = unknownKey(body, known);
  if (extra !== undefined)
    return { status: 422, message: `unknown field: parameter '${extra}' is not a valid field` };
  const absent = ['model', 'messages'].find(key => body[key] === undefined);
  if (absent !== undefined) return { message: `invalid request: ${absent} is required` };
  if (objects(body.messages).length === 0)
    return { message: 'invalid request: all elements in history must have a message.' };
  const choice = body.tool_choice;
  return choice != null && choice !== 'REQUIRED' && choice !== 'NONE'
    ? { message: 'invalid request: tool_choice must be one of REQUIRED, NONE' }
    : undefined;
}

/** Messages and tools are those of chat completions; the choice is in capitals. */
function read({ step }: WireCall): ChatRequest {
  const { body, model } = step;
  const { response_format: format, tool_choice: choice, stop_sequences: stop, ...rest } = body;
  const messages = objects(body.messages).map(message =>
    message.role === 'tool' ? { ...message, content: toolText(message.content) } : message,
  );
  const schema = member(body, 'response_format').json_schema ?? member(body, 'response_format').schema;
  const chat = {
    ...rest,
    messages,
    stop,
    ...(choice === undefined ? {} : { tool_choice: String(choice).toLowerCase() }),
    ...(schema === undefined
      ? { response_format: format }
      : { response_format: { type: 'json_schema', json_schema: { name: 'output', schema } } }),
  };
  return { model, body: chat, messages, tools: objects(body.tools), stream: body.stream === true };
}

/** Results may be documents. */
function toolText(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return objects(content)
    .map(part => asString(part.text) ?? JSON.stringify(member(part, 'document').data ?? part))
    .join('\n');
}

function voice({ step }: WireCall): Upstream {
  const { type } = member(step.body, 'thinking');
  const thinks = type === 'enabled' || (type === undefined && /reasoning/.test(step.model));
  const { upstream } = step;
  return { ...upstream, dialect: { ...upstream.dialect, reasons: () => thinks } };
}

function write(call: WireCall, completion: Completion): Answer {
  const { state, step } = call;
  const answer = render(call, completion);
  return step.body.stream === true ? namedEvents(state, events(answer)) : jsonAnswer(answer);
}

function render({ state }: WireCall, completion: Completion): JsonObject {
  const { text, reasoning, toolCalls, usage } = completion;
  const calls = toolCalls.map(({ id, name, arguments: args }) => ({
    id: id ?? `${name}_${nextId(state).slice(-12)}`,
    type: 'function',
    function: { name, arguments: args },
  }));
  const content = [
    ...(reasoning === undefined ? [] : [{ type: 'thinking', thinking: reasoning }]),
    ...(text === '' ? [] : [{ type: 'text', text }]),
  ];
  const counts = { input_tokens: usage.promptTokens, output_tokens: usage.completionTokens };
  return {
    id: nextId(state),
    message: {
      role: 'assistant',
      ...(content.length > 0 ? { content } : {}),
      ...(calls.length > 0 ? { tool_plan: 'I will use the tools.', tool_calls: calls } : {}),
    },
    finish_reason: finishReason(completion),
    usage: { billed_units: counts, tokens: counts },
  };
}

function finishReason({ finishReason: finish, toolCalls, stopped }: Completion): string {
  if (finish === 'length') return 'MAX_TOKENS';
  if (stopped !== undefined) return 'STOP_SEQUENCE';
  return toolCalls.length > 0 ? 'TOOL_CALL' : 'COMPLETE';
}

/** An answer as the events of its stream. */
function events({ id, message, finish_reason, usage }: JsonObject): JsonObject[] {
  const fields = member({ message }, 'message');
  const plan = asString(fields.tool_plan);
  const delta = (inside: JsonObject): JsonObject => ({ delta: { message: inside } });
  return [
    {
      id,
      type: 'message-start',
      ...delta({ role: 'assistant', content: [], tool_plan: '', tool_calls: [] }),
    },
    ...objects(fields.content).flatMap((block, index) => {
      const key = block.type === 'thinking' ? 'thinking' : 'text';
      return [
        { type: 'content-start', index, ...delta({ content: { ...block, [key]: '' } }) },
        ...pieces(String(block[key])).map(piece => ({
          type: 'content-delta',
          index,
          ...delta({ content: { [key]: piece } }),
        })),
        { type: 'content-end', index },
      ];
    }),
    ...pieces(plan ?? '').map(piece => ({ type: 'tool-plan-delta', ...delta({ tool_plan: piece }) })),
    ...objects(fields.tool_calls).flatMap((call, index) => {
      const { name, arguments: args } = member(call, 'function');
      const opened = { ...call, function: { name, arguments: '' } };
      return [
        { type: 'tool-call-start', index, ...delta({ tool_calls: opened }) },
        ...pieces(String(args)).map(piece => ({
          type: 'tool-call-delta',
          index,
          ...delta({ tool_calls: { function: { arguments: piece } } }),
        })),
        { type: 'tool-call-end', index },
      ];
    }),
    { type: 'message-end', id, delta: { finish_reason, usage } },
  ];
}
