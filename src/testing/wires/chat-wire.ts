import { completionAnswer } from '../gateway/completion-answer.ts';
import { answerChat } from '../model/answer-chat.ts';
import { shapeAnswer } from '../shapes/shape-answer.ts';
import { checkChatRequest, readChatRequest } from '../upstreams/check-request.ts';
import type { ChatRequest } from '../upstreams/upstream.ts';
import type { Wire, WireCall } from './wire.ts';

/** OpenAI's chat completions, in every upstream's dialect. */
export const chatWire: Wire = {
  read,
  refuse: call => checkChatRequest(call.step.upstream, read(call)),
  answer: call => completionAnswer(call.state, call.step, answerChat(call.step.upstream, read(call))),
  shape: (call, name) => shapeAnswer(call, name, read(call)),
  write: ({ state, step }, completion) => completionAnswer(state, step, completion),
};

function read({ step }: WireCall): ChatRequest {
  return readChatRequest(step.model, step.body);
}
