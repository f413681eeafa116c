import { created } from '../../gateway/completion-answer.ts';
import { nextId } from '../../gateway/gateway-state.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import type { JsonObject } from '../../http/json.ts';
import { answerChat } from '../../model/answer-chat.ts';
import type { Completion } from '../../model/completion.ts';
import { contentText, readConversation } from '../../model/conversation.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { type CacheUsage, type PromptBlock, shortLife, usePromptCache } from '../../model/prompt-cache.ts';
import type { ChatRequest, Refusal } from '../../upstreams/upstream.ts';
import { namedEvents } from '../named-events.ts';
import type { Wire, WireCall } from '../wire.ts';
import { conversationItems, readResponses, searchTool } from './read-responses.ts';
import { outputOf, renderResponse } from './render-response.ts';
import { responseEvents } from './response-events.ts';
import { checkResponses } from './responses-rules.ts';

/** OpenAI's Responses. */
export const responsesWire: Wire = {
  namedEvents: true,
  read,
  refuse: ({ state, step }) => checkResponses(step.upstream, step.model, step.body, state.stored),
  answer: call => {
    const completion = answerChat(call.step.upstream, read(call));
    const promptTokens = promptBlocks(call).reduce((sum, { text }) => sum + countTokens(text), 0);
    return write(call, { ...completion, usage: { ...completion.usage, promptTokens } });
  },
  write,
};

/** Responses that were stored, read again or deleted. */
export const storedResponseWire: Wire = {
  refuse: call => (call.state.stored.response(storedId(call)) ? undefined : responseNotFound(storedId(call))),
  answer: call => {
    const id = storedId(call);
    const { stored } = call.state;
    if (call.step.method !== 'DELETE') return jsonAnswer(stored.response(id)?.response);
    stored.delete(id);
    return jsonAnswer({ id, object: 'response', deleted: true });
  },
};

function storedId({ step }: WireCall): string {
  return /responses\/([^/?]+)/.exec(step.path)?.[1] ?? '';
}

function responseNotFound(id: string): Refusal {
  return { status: 404, message: `Response with id '${id}' not found.` };
}

function read({ state, step }: WireCall): ChatRequest {
  return readResponses(step.model, step.body, state.stored);
}

function write(call: WireCall, completion: Completion): Answer {
  const { state, step } = call;
  const { body } = step;
  const { question, results } = readConversation(read(call));
  const { toolCalls, refusal } = completion;
  const silent = toolCalls.length > 0 || refusal !== undefined || body.tool_choice === 'none';
  const searches = searchTool(body) !== undefined && results.length === 0 && !silent;
  const cache = automaticCache(call, promptBlocks(call));
  const response = renderResponse(completion, {
    model: step.model,
    body,
    created,
    ...(searches ? { query: question } : {}),
    cachedTokens: cache.read,
    writtenTokens: cache.written,
    ...(step.upstream.dialect.thoughtExtra && { thoughtExtra: step.upstream.dialect.thoughtExtra }),
    id: prefix => `${prefix}_${nextId(state).replace(/-/g, '')}`,
  });
  const items = [...conversationItems(body, state.stored), ...outputOf(response)];
  if (body.store !== false) state.stored.add({ response, items });
  return body.stream === true ? namedEvents(state, responseEvents(response, body)) : jsonAnswer(response);
}

/** OpenAI caches on its own from 1,024 tokens on, and reads in steps of 128. */
function automaticCache({ state, step }: WireCall, blocks: readonly PromptBlock[]): CacheUsage {
  const usage = usePromptCache(state, `${step.upstream.name} ${step.model}`, blocks, 1024);
  return { ...usage, read: usage.read - (usage.read % 128) };
}

function promptBlocks({ state, step: { body } }: WireCall): PromptBlock[] {
  const items = conversationItems(body, state.stored);
  const tools = body.tools === undefined ? [] : [{ key: 'tools', text: JSON.stringify(body.tools) }];
  const instructions =
    typeof body.instructions === 'string' ? [{ key: 'system', text: body.instructions }] : [];
  return [...tools, ...instructions, ...items.map(itemBlock)].map(block => ({
    ...block,
    ttlSeconds: shortLife,
  }));
}

/** A replayed item may come without its id and its status. */
function itemBlock({ id: _, status: __, ...item }: JsonObject): PromptBlock {
  const { role, type, content, output } = item;
  const text = contentText(content ?? output);
  return { key: `${String(role)} ${String(type)}`, text: text === '' ? JSON.stringify(item) : text };
}
