import { OpenAICompatibleEmbeddingModel } from '@ai-sdk/openai-compatible';
import type { EmbeddingModelV2 } from '@ai-sdk/provider';
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

type Core = OpenAICompatibleEmbeddingModel;
type CoreConfig = ConstructorParameters<typeof OpenAICompatibleEmbeddingModel>[1];
type CallOptions = Parameters<EmbeddingModelV2<string>['doEmbed']>[0];
type EmbedResult = Awaited<ReturnType<EmbeddingModelV2<string>['doEmbed']>>;

/** A text embedding model behind Cloudflare, on the openai-compatible core. */
export class CloudflareEmbeddingModel implements EmbeddingModelV2<string> {
  readonly specificationVersion = 'v2';
  readonly modelId: string;
  readonly provider: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  private readonly open: (options: CallOptions) => Promise<EmbeddingCall>;

  constructor(route: EmbeddingRoute, provider: string) {
    this.modelId = route.reference.id;
    this.provider = provider;
    this.maxEmbeddingsPerCall = route.maxEmbeddingsPerCall;
    this.open = options =>
      createEmbeddingCall(route, options).catch(error => {
        throw markClientError(error, route.reference.id);
      });
  }

  async doEmbed(options: CallOptions): Promise<EmbedResult> {
    const call = await this.open(options);
    const result = await coreOf(this.modelId, this.maxEmbeddingsPerCall, call)
      .doEmbed({ ...options, headers: call.request.headers(), providerOptions: {} })
      .catch(error => {
        throw callError(error, call, options.abortSignal);
      });
    recordAnswer(call.record, result.response?.body);
    call.check(result.embeddings.length, options.values.length);
    return { ...result, providerMetadata: { ...result.providerMetadata, ...embeddingMetadata(call) } };
  }
}

/** The embedding core makes no schemas of its own, so one for each call costs nothing worth keeping. */
function coreOf(modelId: string, maxEmbeddingsPerCall: number, call: EmbeddingCall): Core {
  const config: CoreConfig = {
    provider: 'cloudflare.embedding',
    url: () => call.request.plan.target.url,
    headers: () => ({}),
    maxEmbeddingsPerCall,
    errorStructure: { errorSchema: z.unknown(), errorToMessage: String },
    fetch: call.fetch,
  };
  return new OpenAICompatibleEmbeddingModel(modelId, config);
}
