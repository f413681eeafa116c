import { OpenAICompatibleChatLanguageModel, OpenAICompatibleEmbeddingModel } from 'openai-compatible-v4';
import type { EmbeddingModelV4, ImageModelV4, LanguageModelV4 } from 'provider-v4';
import { detailedAdapter } from '../detailed-adapter.ts';
import type { Specification, TypesOf } from '../specification.ts';
import { readPrompt, writePrompt } from './prompt.ts';

/** The types of specification V4, which `ai` 7 speaks. */
export interface TypesV4 extends TypesOf<LanguageModelV4, EmbeddingModelV4, ImageModelV4> {}

export const specificationV4: Specification<TypesV4> = {
  version: 'v4',
  adapter: { ...detailedAdapter, readsRefusals: true },
  prompt: { read: readPrompt, write: writePrompt },
  ChatCore: OpenAICompatibleChatLanguageModel,
  EmbeddingCore: OpenAICompatibleEmbeddingModel,
};
