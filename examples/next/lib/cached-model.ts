import {
  type JSONValue,
  type LanguageModel,
  type LanguageModelMiddleware,
  simulateStreamingMiddleware,
  wrapLanguageModel,
} from 'ai';
import { cloudflare, tenantCacheKey } from 'ai-sdk-provider-cloudflare';

const oneHour = 3600;

/** Visitors share their answers here. Where they sign in, this is who they belong to. */
const tenant = 'everyone';

/**
 * A model whose answers the gateway keeps. It keeps whole answers only, so the model is asked for one and hands it on
 * as a stream. The key is made for each call of the model, not for each question: with one key for a whole tool loop,
 * the call after a tool's result would get the tool call from the cache again.
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
