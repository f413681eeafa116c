import { OpenAICompatibleEmbeddingModel } from 'openai-compatible-v4';
import type { EmbeddingModelV4, EmbeddingModelV4CallOptions, EmbeddingModelV4Result } from 'provider-v4';
import type { EmbeddingRoute } from '../../embeddings/embedding-call.ts';
import { createEmbeddingModel, type EmbeddingSpec } from '../shared/embedding-model.ts';

const specV4: EmbeddingSpec<EmbeddingModelV4CallOptions, EmbeddingModelV4Result> = {
  createCore: (modelId, config) => new OpenAICompatibleEmbeddingModel(modelId, config),
  withWarnings: (result, warnings) => ({ ...result, warnings: [...result.warnings, ...warnings] }),
};

/** A text embedding model behind Cloudflare, on the openai-compatible core. */
export class CloudflareEmbeddingModel implements EmbeddingModelV4 {
  readonly specificationVersion = 'v4';
  readonly modelId: string;
  readonly provider: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  // Closures: printing a model shows neither settings nor secrets.
  readonly route: () => EmbeddingRoute;
  private readonly embed: (options: EmbeddingModelV4CallOptions) => Promise<EmbeddingModelV4Result>;

  constructor(route: EmbeddingRoute, provider: string) {
    this.modelId = route.reference.id;
    this.provider = provider;
    this.maxEmbeddingsPerCall = route.maxEmbeddingsPerCall;
    this.route = () => route;
    this.embed = createEmbeddingModel(specV4, route);
  }

  doEmbed(options: EmbeddingModelV4CallOptions): Promise<EmbeddingModelV4Result> {
    return this.embed(options);
  }
}
