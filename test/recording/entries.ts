import * as v2 from 'ai-sdk-provider-cloudflare';
import * as v3 from 'ai-sdk-provider-cloudflare/v3';
import * as v4 from 'ai-sdk-provider-cloudflare/v4';
import type { Version } from '../sdk/translate-call.ts';

/** What is used of a model, whatever its specification. */
export interface AnyModel {
  doGenerate(options: object): PromiseLike<object>;
  doStream(options: object): PromiseLike<{ readonly stream: ReadableStream<unknown> }>;
}

export interface AnyEmbeddingModel {
  readonly maxEmbeddingsPerCall: unknown;
  doEmbed(options: object): PromiseLike<object>;
}

/** What is used of a provider, whatever its specification. */
export interface AnyProvider {
  (modelId: string): AnyModel;
  embeddingModel(modelId: string): AnyEmbeddingModel;
  fallback(models: readonly unknown[], options?: object): AnyModel;
  explain(modelId: string, options?: object): Promise<object>;
  listModels(options?: object): Promise<object>;
  readonly logs: {
    get(reference: unknown, options?: object): Promise<object>;
    feedback(reference: unknown, feedback: unknown, options?: object): Promise<unknown>;
  };
}

export const entries: Readonly<Record<Version, object>> = { v2, v3, v4 };
export const versions: readonly Version[] = ['v2', 'v3', 'v4'];

/** The entries differ in the types of their models, which no call here depends on. */
const makers = {
  v2: v2.createCloudflare,
  v3: v3.createCloudflare,
  v4: v4.createCloudflare,
} as unknown as Readonly<Record<Version, (settings?: object) => AnyProvider>>;

export function create(version: Version, settings: object): AnyProvider {
  return makers[version](settings);
}
