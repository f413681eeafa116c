import { nextId } from '../../gateway/gateway-state.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { answerChat } from '../../model/answer-chat.ts';
import type { Completion } from '../../model/completion.ts';
import { readConversation } from '../../model/conversation.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { usePromptCache } from '../../model/prompt-cache.ts';
import { anthropicError } from '../../upstreams/error-bodies.ts';
import type { ChatRequest, Refusal } from '../../upstreams/upstream.ts';
import { namedEvents } from '../named-events.ts';
import type { Wire, WireCall } from '../wire.ts';
import { anthropicVoice, withTrigger } from './anthropic-voice.ts';
import { webSearch } from './content.ts';
import { messageEvents } from './message-events.ts';
import { checkMessages } from './messages-rules.ts';
import { promptBlocks } from './prompt-blocks.ts';
import { readMessages } from './read-messages.ts';
import { renderMessage } from './render-message.ts';

/** Anthropic's Messages. Whoever is behind them on the REST API, errors are in this API's words. */
export const messagesWire: Wire = {
  namedEvents: true,
  errorBody: anthropicError,
  read,
  refuse,
  answer: call => {
    const { upstream, body } = call.step;
    const completion = answerChat(anthropicVoice(upstream, body), withTrigger(read(call)));
    return write(call, { ...completion, usage: { ...completion.usage, promptTokens: countInput(call) } });
  },
  write,
};

/** Counts what a message would send. */
export const countTokensWire: Wire = {
  errorBody: anthropicError,
  refuse: call => refuse(call, { max_tokens: 1 }),
  answer: call => jsonAnswer({ input_tokens: countInput(call) }),
};

function read({ step }: WireCall): ChatRequest {
  return readMessages(step.model, step.body);
}

/** The vendor requires its version; the catalogue adds it. */
function refuse({ step, catalogue }: WireCall, given: object = {}): Refusal | undefined {
  if (!catalogue && step.headers['anthropic-version'] === undefined)
    return { message: 'anthropic-version: header is required' };
  return checkMessages(step.model, { ...given, ...step.body });
}

function countInput({ step }: WireCall): number {
  return promptBlocks(step.body).reduce((sum, { text }) => sum + countTokens(text), 0);
}

function write(call: WireCall, completion: Completion): Answer {
  const { state, step } = call;
  const { question, results } = readConversation(read(call));
  const searches =
    webSearch(step.body) !== undefined && results.length === 0 && completion.toolCalls.length === 0;
  const least = state.promptCacheMinTokens;
  const message = renderMessage(completion, {
    id: `msg_01${hex(call)}`,
    model: step.model,
    body: step.body,
    question,
    ...(searches && completion.refusal === undefined ? { query: question } : {}),
    cache: usePromptCache(state, `${step.upstream.name} ${step.model}`, promptBlocks(step.body), least),
    toolUseId: () => `toolu_01${hex(call)}`,
  });
  return step.body.stream === true ? namedEvents(state, messageEvents(message)) : jsonAnswer(message);
}

function hex({ state }: WireCall): string {
  return nextId(state).replace(/-/g, '').slice(-22);
}
