import type { ChatRoute } from '../chat/chat-input.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { EmbeddingRoute } from '../kinds/embedding.ts';
import type { RunRoute } from '../kinds/run-call.ts';
import { catalogueInputs } from '../kinds/run-fields.ts';
import { createPrepareRequest } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { resolveProfile } from '../upstreams/custom-profile.ts';
import { type ModelReference, parseModelId } from '../upstreams/model-id.ts';
import type { RunWire, Wire } from '../upstreams/upstream.ts';

/** Requests in one job of the queue. */
const QUEUED = 100;

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
  const limit = typeof most === 'function' ? most(reference.model) : most;
  const run = reference.upstream.runs?.includes('vectors')
    ? routeOf(provider, reference, 'vectors', limit)
    : undefined;
  // One job holds the texts of many requests.
  const maxEmbeddingsPerCall = run && provider.settings().options?.queue ? limit * QUEUED : limit;
  return { provider, reference, maxEmbeddingsPerCall, prepare, run };
}

/** @throws NoSuchModelError for an id without a known form, and for a model of another kind */
export function runRoute(provider: ProviderContext, modelId: string, wire: RunWire): RunRoute {
  return routeOf(provider, parse(modelId, wire), wire, 1);
}

function routeOf(
  provider: ProviderContext,
  reference: ModelReference,
  wire: RunWire,
  most: number,
): RunRoute {
  const prepare = createPrepareRequest(provider, reference, wire);
  const { inputs, cloudflare } = reference.upstream;
  const published = inputs?.(reference.model) ?? (cloudflare ? undefined : catalogueInputs);
  return { provider, reference, wire, prepare, published, most };
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
