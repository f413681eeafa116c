import {
  type JSONValue,
  type LanguageModel,
  type LanguageModelMiddleware,
  simulateStreamingMiddleware,
  wrapLanguageModel,
} from 'ai';
import { cloudflare, tenantCacheKey } from 'ai-sdk-provider-cloudflare/v4';

const oneHour = 3600;

/** All visitors share cached responses. If your app has sign-in, use the id of the user or team. */
const tenant = 'everyone';

/**
 * A model whose responses the gateway caches. The gateway caches only complete responses, so the model requests one and
 * replays it as a stream. Each model call has its own cache key: with one key for a whole tool loop, the call after a
 * tool result would get the cached tool call again.
 */
export function cachedModel(modelId: string, { skipCache }: { skipCache: boolean }): LanguageModel {
  const keyed: LanguageModelMiddleware = {
    transformParams: async ({ params }) => {
      const { prompt, tools, maxOutputTokens } = params;
      const cacheKey = tenantCacheKey({ tenant, modelId, prompt, tools, maxOutputTokens });
      const cloudflare: Record<string, JSONValue> = {
        ...params.providerOptions?.cloudflare,
        ...(skipCache ? { skipCache } : { cacheKey, cacheTtl: oneHour }),
      };
      return { ...params, providerOptions: { ...params.providerOptions, cloudflare } };
    },
  };
  return wrapLanguageModel({
    model: cloudflare(modelId),
    middleware: [simulateStreamingMiddleware(), keyed],
  });
}
