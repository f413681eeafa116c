import type { JsonObject } from '../http/json.ts';
import type { Dialect } from '../upstreams/upstream.ts';
import type { CompletionUsage } from './completion.ts';

/** A usage object in OpenAI's shape with the upstream's additions. */
export function renderUsage(usage: CompletionUsage, dialect: Dialect): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens, cachedTokens } = usage;
  const total = promptTokens + completionTokens;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: total,
    ...(reasoningTokens > 0 ? { completion_tokens_details: { reasoning_tokens: reasoningTokens } } : {}),
    ...(cachedTokens > 0 ? { prompt_tokens_details: { cached_tokens: cachedTokens } } : {}),
    ...withCached(dialect.extraUsage?.(total) ?? {}, cachedTokens),
  };
}

/** An upstream that always reports cached tokens reports the real number. */
function withCached(extra: JsonObject, cachedTokens: number): JsonObject {
  return 'prompt_tokens_details' in extra
    ? { ...extra, prompt_tokens_details: { cached_tokens: cachedTokens } }
    : extra;
}
