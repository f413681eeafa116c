import { OpenAICompatibleEmbeddingModel } from '@ai-sdk/openai-compatible';
import type { EmbeddingModelV2 } from '@ai-sdk/provider';
import { withMetadata } from '../../answer/result-metadata.ts';
import type { EmbeddingRoute } from '../../embeddings/embedding-call.ts';
import { warningTexts } from '../../embeddings/embedding-metadata.ts';
import { createEmbeddingModel, type EmbeddingSpec } from '../shared/embedding-model.ts';

type CallOptions = Parameters<EmbeddingModelV2<string>['doEmbed']>[0];
type EmbedResult = Awaited<ReturnType<EmbeddingModelV2<string>['doEmbed']>>;

const specV2: EmbeddingSpec<CallOptions, EmbedResult> = {
  createCore: (modelId, config) => new OpenAICompatibleEmbeddingModel(modelId, config),
  withWarnings: (result, warnings) =>
    warnings.length === 0
      ? result
      : {
          ...result,
          providerMetadata: withMetadata(result.providerMetadata, { warnings: warningTexts(warnings) }),
        },
};

/** A text embedding model behind Cloudflare, on the openai-compatible core. */
export class CloudflareEmbeddingModel implements EmbeddingModelV2<string> {
  readonly specificationVersion = 'v2';
  readonly modelId: string;
  readonly provider: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  // A closure: printing a model shows neither settings nor secrets.
  private readonly embed: (options: CallOptions) => Promise<EmbedResult>;

  constructor(route: EmbeddingRoute, provider: string) {
    this.modelId = route.reference.id;
    this.provider = provider;
    this.maxEmbeddingsPerCall = route.maxEmbeddingsPerCall;
    this.embed = createEmbeddingModel(specV2, route);
  }

  doEmbed(options: CallOptions): Promise<EmbedResult> {
    return this.embed(options);
  }
}
