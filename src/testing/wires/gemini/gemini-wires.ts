import { nextId } from '../../gateway/gateway-state.ts';
import { type Answer, jsonAnswer } from '../../http/answer.ts';
import { asNumber, type JsonObject, member, objects } from '../../http/json.ts';
import { sseFrame, sseStream } from '../../http/sse-stream.ts';
import { answerChat } from '../../model/answer-chat.ts';
import type { Completion } from '../../model/completion.ts';
import { readConversation } from '../../model/conversation.ts';
import { countTokens } from '../../model/count-tokens.ts';
import { embedTexts } from '../../model/embed-texts.ts';
import { pixel } from '../../model/pixel.ts';
import { type PromptBlock, shortLife, usePromptCache } from '../../model/prompt-cache.ts';
import type { ChatRequest, Refusal, Upstream } from '../../upstreams/upstream.ts';
import type { Wire, WireCall } from '../wire.ts';
import { checkGemini } from './gemini-rules.ts';
import { googleSearch, partsText, readGemini } from './read-gemini.ts';
import { renderGemini, renderGeminiChunks } from './render-gemini.ts';

/** Google's own error, which the OpenAI surface puts into a list. */
function geminiError({ message, type }: Refusal, status: number): unknown {
  return { error: { code: status, message, status: type ?? 'INVALID_ARGUMENT' } };
}

/** Gemini's `generateContent` and `streamGenerateContent`. */
export const geminiWire: Wire = {
  errorBody: geminiError,
  read,
  refuse: ({ step }) => checkGemini(step.model, step.body),
  answer: call => {
    const completion = answerChat(voice(call), read(call));
    const promptTokens = promptBlocks(call.step.body).reduce((sum, { text }) => sum + countTokens(text), 0);
    return write(call, { ...completion, usage: { ...completion.usage, promptTokens } });
  },
  write,
};

function streams({ step }: WireCall): boolean {
  return step.path.includes(':streamGenerateContent');
}

function read(call: WireCall): ChatRequest {
  return readGemini(call.step.model, call.step.body, streams(call));
}

/** From 2.5 on models think unless their budget is nothing. */
function voice({ step }: WireCall): Upstream {
  const { thinkingBudget } = member(member(step.body, 'generationConfig'), 'thinkingConfig');
  const thinks = /gemini-(?:2\.5|[3-9]|\d\d)/.test(step.model) && thinkingBudget !== 0;
  const { upstream } = step;
  return { ...upstream, dialect: { ...upstream.dialect, reasons: () => thinks } };
}

function write(call: WireCall, completion: Completion): Answer {
  const { state, step } = call;
  const { question, results } = readConversation(read(call));
  const searches = googleSearch(step.body) && results.length === 0 && completion.toolCalls.length === 0;
  const scope = `${step.upstream.name} ${step.model}`;
  const context = {
    model: step.model,
    body: step.body,
    responseId: nextId(state).replace(/-/g, '').slice(-22),
    ...(searches ? { query: question } : {}),
    cachedTokens: usePromptCache(state, scope, promptBlocks(step.body), 1024).read,
  };
  if (!streams(call)) return jsonAnswer(renderGemini(completion, context));
  const chunks = renderGeminiChunks(completion, context);
  // Without `alt=sse` a stream is one list.
  if (!/[?&]alt=sse\b/.test(step.path)) return jsonAnswer(chunks);
  return {
    from: 'upstream',
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: sseStream({ frames: chunks.map(sseFrame), ending: 'none', delayMs: state.chunkDelayMs }),
  };
}

/** What Google caches on its own. */
function promptBlocks(body: JsonObject): PromptBlock[] {
  const system = partsText(member(body, 'systemInstruction').parts);
  const turns = objects(body.contents).flatMap(({ role, parts }) =>
    objects(parts).map(part => ({
      key: String(role),
      text: typeof part.text === 'string' ? part.text : JSON.stringify(part),
    })),
  );
  const tools = body.tools === undefined ? [] : [{ key: 'tools', text: JSON.stringify(body.tools) }];
  const instruction = system === '' ? [] : [{ key: 'system', text: system }];
  return [...instruction, ...tools, ...turns].map(block => ({ ...block, ttlSeconds: shortLife }));
}

/** `embedContent`, and `batchEmbedContents` of at most a hundred. */
export const geminiEmbeddingsWire: Wire = {
  errorBody: geminiError,
  refuse: ({ step: { body } }) => {
    const requests = requestsOf(body);
    if (requests.length > 100)
      return {
        message: '* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch\n',
      };
    return requests.some(({ content }) => objects(member({ content }, 'content').parts).length === 0)
      ? { message: '* EmbedContentRequest.content: contents is not specified\n' }
      : undefined;
  },
  answer: ({ step: { body, model } }) => {
    const requests = requestsOf(body);
    const dimensions = asNumber(requests[0]?.outputDimensionality);
    const input = requests.map(({ content }) => partsText(member({ content }, 'content').parts));
    const sized = dimensions === undefined ? {} : { dimensions };
    const embeddings = objects(embedTexts(model, { input, ...sized }).data).map(({ embedding }) => ({
      values: embedding,
    }));
    return jsonAnswer(Array.isArray(body.requests) ? { embeddings } : { embedding: embeddings[0] });
  },
};

function requestsOf(body: JsonObject): JsonObject[] {
  return Array.isArray(body.requests) ? objects(body.requests) : [body];
}

/** Imagen's `predict`. */
export const imagenWire: Wire = {
  errorBody: geminiError,
  refuse: ({ step: { body } }) =>
    objects(body.instances).some(({ prompt }) => typeof prompt === 'string')
      ? undefined
      : { message: 'Invalid JSON payload received: instances is required.' },
  answer: ({ step: { body } }) => {
    const count = asNumber(member(body, 'parameters').sampleCount) ?? 1;
    const prediction = { mimeType: 'image/png', bytesBase64Encoded: pixel };
    return jsonAnswer({ predictions: Array.from({ length: count }, () => prediction) });
  },
};
