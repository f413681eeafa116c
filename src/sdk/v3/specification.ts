import { OpenAICompatibleChatLanguageModel } from 'openai-compatible-v3';
import type {
  EmbeddingModelV3,
  ImageModelV3,
  LanguageModelV3,
  RerankingModelV3,
  SpeechModelV3,
  TranscriptionModelV3,
} from 'provider-v3';
import type { PromptMessage } from '../../wire/profile.ts';
import { chatCores } from '../chat-core.ts';
import { detailedAdapter } from '../detailed-adapter.ts';
import { mapPromptParts, withoutSignature } from '../prompt-parts.ts';
import type { Specification, TypesOf } from '../specification.ts';

/** The types of specification V3, which `ai` 6 speaks. */
export interface TypesV3
  extends TypesOf<
    LanguageModelV3,
    EmbeddingModelV3,
    ImageModelV3,
    SpeechModelV3,
    TranscriptionModelV3,
    RerankingModelV3
  > {}

export const specificationV3: Specification<TypesV3> = {
  version: 'v3',
  adapter: { ...detailedAdapter, fileData: data => data },
  prompt: {
    // A prompt of V3 reads as the parts that all specifications share.
    read: prompt => prompt as readonly PromptMessage[],
    // What a profile has prepared has become text parts, and the others are those of V3.
    write: prompt => mapPromptParts(prompt, withoutSignature) as TypesV3['call']['prompt'],
  },
  chatCores: /* @__PURE__ */ chatCores(OpenAICompatibleChatLanguageModel),
};
