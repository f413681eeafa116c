import { type JsonObject, member, parseJson } from '../../http/json.ts';
import type { Completion } from '../../model/completion.ts';
import { seal } from '../../model/hash.ts';
import { pieces } from '../../model/pieces.ts';
import { pixel } from '../../model/pixel.ts';
import { source } from '../../model/source.ts';

export interface GeminiContext {
  readonly model: string;
  readonly body: JsonObject;
  readonly responseId: string;
  /** The query of the search that came before the answer. */
  readonly query?: string;
  readonly cachedTokens: number;
}

/** A completion as `generateContent` returns it. */
export function renderGemini(completion: Completion, context: GeminiContext): JsonObject {
  return response(answerParts(completion, context), completion, context, finishReason(completion));
}

/** The same as the chunks of `streamGenerateContent`: texts in pieces, calls whole. */
export function renderGeminiChunks(completion: Completion, context: GeminiContext): JsonObject[] {
  const parts = answerParts(completion, context).flatMap(part => {
    if (typeof part.text !== 'string') return [part];
    const { text, thoughtSignature, ...rest } = part;
    const cut = pieces(text).map(piece => ({ ...rest, text: piece }));
    return thoughtSignature === undefined ? cut : [...cut, { ...rest, text: '', thoughtSignature }];
  });
  const all = parts.length > 0 ? parts : [{ text: '' }];
  return all.map((part, index) =>
    response([part], completion, context, index === all.length - 1 ? finishReason(completion) : undefined),
  );
}

function response(
  parts: readonly JsonObject[],
  completion: Completion,
  context: GeminiContext,
  finish: string | undefined,
): JsonObject {
  const candidate = {
    content: { parts, role: 'model' },
    ...(finish === undefined ? {} : { finishReason: finish }),
    index: 0,
    ...(finish !== undefined && context.query !== undefined
      ? { groundingMetadata: grounding(context.query, completion.text) }
      : {}),
  };
  return {
    candidates: [candidate],
    usageMetadata: usage(completion, context),
    modelVersion: context.model,
    responseId: context.responseId,
  };
}

function answerParts(completion: Completion, { model, body }: GeminiContext): JsonObject[] {
  const { text, reasoning, toolCalls } = completion;
  const config = member(body, 'generationConfig');
  const shown = member(config, 'thinkingConfig').includeThoughts === true && reasoning !== undefined;
  const draws = Array.isArray(config.responseModalities) && config.responseModalities.includes('IMAGE');
  const thoughtSignature = seal('gemini', reasoning ?? '');
  // The third generation signs its answers as well as its calls.
  const signed = reasoning !== undefined && /gemini-(?:[3-9]|\d\d)/.test(model) ? { thoughtSignature } : {};
  return [
    ...(shown ? [{ text: reasoning, thought: true }] : []),
    ...(text === '' ? [] : [{ text, ...signed }]),
    ...(draws ? [{ inlineData: { mimeType: 'image/png', data: pixel } }] : []),
    ...toolCalls.map(({ name, arguments: args }, index) => ({
      functionCall: { name, args: parseJson(args) ?? {} },
      ...(index === 0 && reasoning !== undefined ? { thoughtSignature } : {}),
    })),
  ];
}

const finishReasons: Readonly<Record<string, string>> = {
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
  stop: 'STOP',
  tool_calls: 'STOP',
};

function finishReason({ finishReason: finish = 'stop', refusal }: Completion): string {
  return refusal === undefined ? (finishReasons[finish] ?? finish) : 'SAFETY';
}

/** Thoughts are counted apart from the answer. */
function usage({ usage: counts }: Completion, { cachedTokens }: GeminiContext): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens } = counts;
  const cached = counts.cachedTokens > 0 ? counts.cachedTokens : cachedTokens;
  return {
    promptTokenCount: promptTokens,
    candidatesTokenCount: completionTokens - reasoningTokens,
    totalTokenCount: promptTokens + completionTokens,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokens }],
    ...(cached > 0 ? { cachedContentTokenCount: cached } : {}),
    ...(reasoningTokens > 0 ? { thoughtsTokenCount: reasoningTokens } : {}),
  };
}

function grounding(query: string, text: string): JsonObject {
  return {
    webSearchQueries: [query],
    groundingChunks: [{ web: { uri: source.url, title: source.title } }],
    groundingSupports: [
      { segment: { startIndex: 0, endIndex: text.length, text }, groundingChunkIndices: [0] },
    ],
  };
}
