import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import type {
  EmbeddingModelV2,
  ImageModelV2,
  LanguageModelV2,
  LanguageModelV2Usage,
  SpeechModelV2,
  TranscriptionModelV2,
} from '@ai-sdk/provider';
import type { NeutralUsage } from '../../answer/usage.ts';
import { words } from '../../wire/fields.ts';
import type { PromptMessage } from '../../wire/profile.ts';
import { chatCores } from '../chat-core.ts';
import type { Specification, TypesOf } from '../specification.ts';

/** The types of specification V2, which `ai` 5 speaks. */
export interface TypesV2
  extends TypesOf<
    LanguageModelV2,
    EmbeddingModelV2<string>,
    ImageModelV2,
    SpeechModelV2,
    TranscriptionModelV2,
    never
  > {}

/**
 * The call settings that warnings of V2 can name, of all kinds of models; other warnings have no `setting`.
 */
const settings = /* @__PURE__ */ words(
  'maxOutputTokens temperature topP topK frequencyPenalty presencePenalty stopSequences seed responseFormat tools ' +
    'toolChoice providerOptions size aspectRatio voice outputFormat speed instructions language',
);

export const specificationV2: Specification<TypesV2> = {
  version: 'v2',
  adapter: {
    warning: warning => {
      if (warning.type === 'other') return warning;
      const { type, feature, details } = warning;
      if (type === 'unsupported' && settings.includes(feature)) {
        const setting = feature as 'seed';
        return { type: 'unsupported-setting', setting, ...(details !== undefined && { details }) };
      }
      const what = type === 'unsupported' ? `${feature} is not supported` : feature;
      return { type: 'other', message: details === undefined ? what : `${what}: ${details}` };
    },
    usage: toUsage,
    finish: reason => reason,
    fileData: data => data,
  },
  prompt: {
    // A prompt of this specification reads as the parts that all of them share.
    read: prompt => prompt as readonly PromptMessage[],
    // Messages of the same specification: profiles replace parts by text parts at most.
    write: prompt => prompt as TypesV2['call']['prompt'],
  },
  chatCores: /* @__PURE__ */ chatCores(OpenAICompatibleChatLanguageModel),
};

function toUsage(usage: NeutralUsage): LanguageModelV2Usage {
  return {
    inputTokens: usage.input,
    outputTokens: usage.output,
    totalTokens: usage.total,
    ...(usage.reasoning !== undefined && { reasoningTokens: usage.reasoning }),
    ...(usage.cacheRead !== undefined && { cachedInputTokens: usage.cacheRead }),
  };
}
