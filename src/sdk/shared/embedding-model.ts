import type { FetchFunction } from '@ai-sdk/provider-utils';
import { z } from 'zod/v4';
import { recordAnswer } from '../../answer/answer-record.ts';
import { callError } from '../../answer/read-failure.ts';
import {
  createEmbeddingCall,
  type EmbeddingCall,
  type EmbeddingRoute,
} from '../../embeddings/embedding-call.ts';
import { embeddingMetadata } from '../../embeddings/embedding-metadata.ts';
import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import type { CallWarning } from '../../wire/profile.ts';
import type { CoreDefaults } from './core-config.ts';

/** An embedding call of any specification. */
export interface EmbedOptionsLike {
  readonly values: readonly string[];
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Its result. */
export interface EmbedResultLike {
  readonly embeddings: readonly unknown[];
  readonly providerMetadata?: object | undefined;
  readonly response?: { readonly body?: unknown };
}

/** What the embedding cores of all specifications are built with. */
export interface EmbeddingConfig extends CoreDefaults {
  readonly maxEmbeddingsPerCall: number;
  readonly fetch: FetchFunction;
}

/** All that the shared code needs to know of a specification to serve embedding models in it. */
export interface EmbeddingSpec<OPTIONS, RESULT> {
  readonly createCore: (
    modelId: string,
    config: EmbeddingConfig,
  ) => { doEmbed(options: OPTIONS): PromiseLike<RESULT> };
  /** Adds the warnings of a call where the specification has a place for them. */
  readonly withWarnings: (result: RESULT, warnings: readonly CallWarning[]) => RESULT;
}

/** A text embedding model behind Cloudflare, on the openai-compatible core of a specification. */
export function createEmbeddingModel<OPTIONS extends EmbedOptionsLike, RESULT extends EmbedResultLike>(
  spec: EmbeddingSpec<OPTIONS, RESULT>,
  route: EmbeddingRoute,
): (options: OPTIONS) => Promise<RESULT> {
  const modelId = route.reference.id;
  return async options => {
    const call = await createEmbeddingCall(route, options).catch(error => {
      throw markClientError(error, modelId);
    });
    // The embedding core makes no schemas of its own, so one for each call costs nothing worth keeping.
    const core = spec.createCore(modelId, configOf(route, call));
    const own = { headers: call.request.headers(), providerOptions: {} };
    const result = await Promise.resolve(core.doEmbed({ ...options, ...own })).catch(error => {
      throw callError(error, call, options.abortSignal);
    });
    recordAnswer(call.record, result.response?.body);
    call.check(result.embeddings.length, options.values.length);
    const providerMetadata = { ...result.providerMetadata, cloudflare: embeddingMetadata(call) };
    return spec.withWarnings({ ...result, providerMetadata }, call.warnings);
  };
}

function configOf({ maxEmbeddingsPerCall }: EmbeddingRoute, call: EmbeddingCall): EmbeddingConfig {
  return {
    provider: 'cloudflare.embedding',
    url: () => call.request.plan.target.url,
    headers: () => ({}),
    maxEmbeddingsPerCall,
    errorStructure: { errorSchema: z.unknown(), errorToMessage: String },
    fetch: call.fetch,
  };
}
