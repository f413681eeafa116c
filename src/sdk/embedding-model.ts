import { z } from 'zod/v4';
import { callError } from '../answer/answer-failure.ts';
import { recordAnswer } from '../answer/answer-record.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { createEmbeddingCall, type EmbeddingCall, type EmbeddingRoute } from '../kinds/embedding.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { EmbeddingCoreConfig, EmbedResultLike, SdkTypes, Specification } from './specification.ts';

/** A text embedding model behind Cloudflare, on the openai-compatible core. */
export class CloudflareEmbeddingModel<TYPES extends SdkTypes> {
  readonly specificationVersion: TYPES['version'];
  readonly modelId: string;
  readonly provider: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  // Closures: printing a model shows neither settings nor secrets.
  readonly route: () => EmbeddingRoute;
  private readonly embed: (options: TYPES['embed']) => Promise<TYPES['embedded']>;

  constructor(specification: Specification<TYPES>, route: EmbeddingRoute, provider: string) {
    this.specificationVersion = specification.version;
    this.modelId = route.reference.id;
    this.provider = provider;
    this.maxEmbeddingsPerCall = route.maxEmbeddingsPerCall;
    this.route = () => route;
    this.embed = options => embed(specification, route, options);
  }

  doEmbed(options: TYPES['embed']): Promise<TYPES['embedded']> {
    return this.embed(options);
  }
}

async function embed<TYPES extends SdkTypes>(
  { EmbeddingCore }: Specification<TYPES>,
  route: EmbeddingRoute,
  options: TYPES['embed'],
): Promise<TYPES['embedded']> {
  const modelId = route.reference.id;
  const call = await createEmbeddingCall(route, options).catch(error => {
    throw markClientError(error, modelId);
  });
  // The embedding core makes no schemas of its own, so one for each call costs nothing worth keeping.
  const core = new EmbeddingCore(modelId, configOf(route, call));
  const own = { headers: call.request.headers(), providerOptions: {} };
  const result = await Promise.resolve(core.doEmbed({ ...options, ...own })).catch(error => {
    throw callError(error, call, options.abortSignal);
  });
  recordAnswer(call.record, result.response?.body);
  call.check(result.embeddings.length, options.values.length);
  const cloudflare = resultMetadata(call);
  return withWarnings(
    { ...result, providerMetadata: { ...result.providerMetadata, cloudflare } },
    call.warnings,
  );
}

function configOf({ maxEmbeddingsPerCall }: EmbeddingRoute, call: EmbeddingCall): EmbeddingCoreConfig {
  return {
    provider: 'cloudflare.embedding',
    url: () => call.request.plan.target.url,
    headers: () => ({}),
    maxEmbeddingsPerCall,
    errorStructure: { errorSchema: z.unknown(), errorToMessage: String },
    fetch: call.fetch,
  };
}

/** Results of V2 have no warnings: there they are texts in the metadata. */
function withWarnings<RESULT extends EmbedResultLike>(
  result: RESULT,
  warnings: readonly CallWarning[],
): RESULT {
  if (result.warnings !== undefined) return { ...result, warnings: [...result.warnings, ...warnings] };
  if (warnings.length === 0) return result;
  const texts = warnings.map(warning =>
    warning.type === 'other' ? warning.message : `${warning.feature}: ${warning.details ?? 'not supported'}`,
  );
  return { ...result, providerMetadata: withMetadata(result.providerMetadata, { warnings: texts }) };
}
