import { type Answer, jsonAnswer } from '../http/answer.ts';
import { asString, member, objects, parseJson } from '../http/json.ts';
import { sseFrame, sseStream } from '../http/sse-stream.ts';
import { answerChat } from '../model/answer-chat.ts';
import { readConversation } from '../model/conversation.ts';
import { fillSchema } from '../model/fill-schema.ts';
import { textValues } from '../model/text-values.ts';
import type { ChatRequest } from '../upstreams/upstream.ts';
import type { WireCall } from '../wires/wire.ts';
import { type LocalShape, localShapes } from './local-shapes.ts';
import type { ShapeCall } from './shape.ts';

/** The built-in model's response, in a form of that name. */
export function shapeAnswer({ state, step }: WireCall, name: LocalShape, request: ChatRequest): Answer {
  const { question } = readConversation(request);
  const completion = answerChat(step.upstream, request);
  const { chunks, whole, open } = localShapes[name]({
    model: step.model,
    text: completion.text === '' ? `Hello! You said: "${question}"` : completion.text,
    thoughts: `The user said "${question}".`,
    call: someCall(request, question),
  });
  if (!request.stream) return jsonAnswer(whole);
  return {
    from: 'upstream',
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    body: sseStream({
      frames: chunks.map(sseFrame),
      ending: open ? 'none' : 'done',
      delayMs: state.chunkDelayMs,
    }),
  };
}

/** A call of the first tool on offer, or of one that is not. */
function someCall({ tools }: ChatRequest, question: string): ShapeCall {
  const [first] = objects(tools).map(tool => member(tool, 'function'));
  const schema = first?.parameters ?? { type: 'object', properties: { city: { type: 'string' } } };
  const args = JSON.stringify(fillSchema(schema, textValues(question)));
  return { id: 'call_local1', name: asString(first?.name) ?? 'getWeather', args, input: parseJson(args) };
}
