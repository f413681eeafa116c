import type { ChatRoute } from '../chat/chat-call.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { EmbeddingRoute } from '../kinds/embedding.ts';
import type { RunRoute } from '../kinds/run-call.ts';
import { createPrepareRequest } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { resolveProfile } from '../upstreams/custom-profile.ts';
import { type ModelReference, parseModelId } from '../upstreams/model-id.ts';
import type { RunWire, Wire } from '../upstreams/upstream.ts';

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
  const { embeddingsPerCall: most = 2048 } = reference.upstream;
  const maxEmbeddingsPerCall = typeof most === 'function' ? most(reference.model) : most;
  return { provider, reference, maxEmbeddingsPerCall, prepare };
}

/** @throws NoSuchModelError for an id without a known form, and for a model of another kind */
export function runRoute(provider: ProviderContext, modelId: string, wire: RunWire): RunRoute {
  const reference = parse(modelId, wire);
  const prepare = createPrepareRequest(provider, reference, wire);
  return { provider, reference, wire, prepare, published: reference.upstream.inputs?.(reference.model) };
}

/** The provider id of a kind of model, under the name that a host may have given. */
export function providerId(
  provider: ProviderContext,
  kind: 'chat' | 'embedding' | 'fallback' | RunWire,
): string {
  return `${provider.settings().name ?? 'cloudflare'}.${kind}`;
}

function parse(modelId: string, wire: Wire): ModelReference {
  try {
    return parseModelId(modelId, wire);
  } catch (error) {
    throw markClientError(error, modelId);
  }
}
