import type { ChatRoute } from '../chat/chat-input.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { KindWire, RunRoute } from '../kinds/run-call.ts';
import { catalogueInputs } from '../kinds/run-fields.ts';
import { createPrepareRequest } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { resolveProfile } from '../upstreams/custom-profile.ts';
import { type ModelReference, parseModelId } from '../upstreams/model-id.ts';
import type { Wire } from '../upstreams/upstream.ts';

/** Requests in one job of the queue. */
const QUEUED = 100;

/** @throws NoSuchModelError for an id without a known form */
export function chatRoute(provider: ProviderContext, modelId: string): ChatRoute {
  const route = { provider, reference: parse(modelId, 'chat'), wire: 'chat' } as const;
  const profile = resolveProfile(route.reference, provider.settings().profiles);
  return { ...route, profile, prepare: createPrepareRequest(route) };
}

/** @throws NoSuchModelError for an id without a known form, and for a model of another kind */
export function runRoute(provider: ProviderContext, modelId: string, wire: KindWire): RunRoute {
  return routeOf(provider, parse(modelId, wire), wire);
}

function routeOf(provider: ProviderContext, reference: ModelReference, wire: KindWire): RunRoute {
  const { inputs, cloudflare, runs, embeddingsPerCall: most = 2048 } = reference.upstream;
  const limit = typeof most === 'function' ? most(reference.model) : most;
  const isRun = wire === 'embeddings' && runs?.includes('vectors');
  const vectors = isRun ? routeOf(provider, reference, 'vectors') : undefined;
  return {
    provider,
    reference,
    wire,
    prepare: createPrepareRequest({ provider, reference, wire }),
    published: inputs?.(reference.model) ?? (cloudflare ? undefined : catalogueInputs),
    // One job holds the texts of many requests.
    most: vectors && provider.settings().options?.queue ? limit * QUEUED : limit,
    vectors,
  };
}

/** The provider id of a kind of model, under the name that a host may have given. */
export function providerId(provider: ProviderContext, kind: 'chat' | 'fallback' | KindWire): string {
  return `${provider.settings().name ?? 'cloudflare'}.${kind === 'embeddings' ? 'embedding' : kind}`;
}

function parse(modelId: string, wire: Wire): ModelReference {
  try {
    return parseModelId(modelId, wire);
  } catch (error) {
    throw markClientError(error, modelId);
  }
}
