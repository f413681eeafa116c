import type { JsonObject } from '../http/json.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { CompletionUsage } from './completion.ts';

/** A usage object in OpenAI's shape, as the upstream writes it. */
export function renderUsage(
  counts: CompletionUsage,
  { upstream, request }: { readonly upstream: Upstream; readonly request: ChatRequest },
): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens, cachedTokens } = counts;
  const plain = {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...(reasoningTokens > 0 ? { completion_tokens_details: { reasoning_tokens: reasoningTokens } } : {}),
    ...(cachedTokens > 0 ? { prompt_tokens_details: { cached_tokens: cachedTokens } } : {}),
  };
  return upstream.dialect.usage?.(plain, counts, request) ?? plain;
}
