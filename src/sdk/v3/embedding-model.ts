import { OpenAICompatibleEmbeddingModel } from 'openai-compatible-v3';
import type { EmbeddingModelV3, EmbeddingModelV3CallOptions, EmbeddingModelV3Result } from 'provider-v3';
import type { EmbeddingRoute } from '../../embeddings/embedding-call.ts';
import { createEmbeddingModel, type EmbeddingSpec } from '../shared/embedding-model.ts';

const specV3: EmbeddingSpec<EmbeddingModelV3CallOptions, EmbeddingModelV3Result> = {
  createCore: (modelId, config) => new OpenAICompatibleEmbeddingModel(modelId, config),
  withWarnings: (result, warnings) => ({ ...result, warnings: [...result.warnings, ...warnings] }),
};

/** A text embedding model behind Cloudflare, on the openai-compatible core. */
export class CloudflareEmbeddingModel implements EmbeddingModelV3 {
  readonly specificationVersion = 'v3';
  readonly modelId: string;
  readonly provider: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  // A closure: printing a model shows neither settings nor secrets.
  private readonly embed: (options: EmbeddingModelV3CallOptions) => Promise<EmbeddingModelV3Result>;

  constructor(route: EmbeddingRoute, provider: string) {
    this.modelId = route.reference.id;
    this.provider = provider;
    this.maxEmbeddingsPerCall = route.maxEmbeddingsPerCall;
    this.embed = createEmbeddingModel(specV3, route);
  }

  doEmbed(options: EmbeddingModelV3CallOptions): Promise<EmbeddingModelV3Result> {
    return this.embed(options);
  }
}
