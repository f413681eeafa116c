import type { ChatRoute } from '../chat/chat-call.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { EmbeddingRoute } from '../kinds/embedding.ts';
import { createPrepareRequest } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { resolveProfile } from '../upstreams/custom-profile.ts';
import { type ModelReference, parseModelId } from '../upstreams/model-id.ts';
import type { Wire } from '../upstreams/upstream.ts';

/** @throws NoSuchModelError for an id without a known form */
export function chatRoute(provider: ProviderContext, modelId: string): ChatRoute {
  const reference = parse(modelId, 'chat');
  const prepare = createPrepareRequest(provider, reference, 'chat');
  const profile = resolveProfile(reference, provider.settings().profiles);
  return { provider, reference, profile, prepare };
}

/** @throws NoSuchModelError for an id without a known form */
export function embeddingRoute(provider: ProviderContext, modelId: string): EmbeddingRoute {
  const reference = parse(modelId, 'embeddings');
  const prepare = createPrepareRequest(provider, reference, 'embeddings');
  const maxEmbeddingsPerCall = reference.upstream.embeddingsPerCall ?? 2048;
  return { provider, reference, maxEmbeddingsPerCall, prepare };
}

/** The provider id of a kind of model, under the name that a host may have given. */
export function providerId(provider: ProviderContext, kind: 'chat' | 'embedding' | 'fallback'): string {
  return `${provider.settings().name ?? 'cloudflare'}.${kind}`;
}

function parse(modelId: string, wire: Wire): ModelReference {
  try {
    return parseModelId(modelId, wire);
  } catch (error) {
    throw markClientError(error, modelId);
  }
}
