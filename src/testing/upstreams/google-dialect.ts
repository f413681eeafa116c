import type { JsonObject } from '../http/json.ts';
import type { CompletionUsage } from '../model/completion.ts';
import { seal } from '../model/hash.ts';
import type { Dialect } from './dialect.ts';
import { isGemini3 } from './google-rules.ts';
import type { Upstream } from './upstream.ts';

/** Gemini's own path verifies it, as one of the same service. */
const signature = seal('gemini', 'a call');

/** Thoughts are counted apart from the completion, so there may be more of them than completion tokens. */
function usage(plain: JsonObject, { completionTokens, reasoningTokens }: CompletionUsage): JsonObject {
  return { ...plain, completion_tokens: Math.max(0, completionTokens - reasoningTokens) };
}

/** Answers of every surface of Gemini: thoughts stay hidden, calls are signed. */
export const googleDialect: Dialect = {
  reasons: request => {
    const effort = request.body.reasoning_effort;
    return effort !== 'none' && (isGemini3(request) || typeof effort === 'string');
  },
  usage,
  streamUsage: () => 'last-chunk',
  toolFinish: () => 'stop',
  toolCallExtra: request =>
    isGemini3(request) ? { extra_content: { google: { thought_signature: signature } } } : {},
};

export const googleKeys = {
  missingKey: { message: 'Missing or invalid Authorization header' },
  wrongKey: { message: 'API key not valid. Please pass a valid API key.' },
} as const;

/** The vendor's own paths, which name the model. */
export function geminiPaths(base: string): Pick<Upstream, 'paths' | 'modelFromPath'> {
  const path = (methods: string): RegExp => new RegExp(`^${base}models/[^/:]+:(?:${methods})$`);
  return {
    paths: [
      { tail: path('generateContent|streamGenerateContent'), kind: 'gemini' },
      { tail: path('embedContent|batchEmbedContents'), kind: 'gemini-embeddings' },
      { tail: path('predict'), kind: 'imagen' },
    ],
    modelFromPath: tail => /models\/([^/:]+):/.exec(tail)?.[1],
  };
}
