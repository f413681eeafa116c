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
import type { PromptMessage } from '../../wire/profile.ts';
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

/** Call settings of LanguageModelV2; a warning about anything else has no `setting` to name. */
const settings = [
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'frequencyPenalty',
  'presencePenalty',
  'stopSequences',
  'seed',
  'responseFormat',
  'tools',
  'toolChoice',
  'providerOptions',
] as const;

/** The same of images and speech, whose warnings have this form too. */
const mediaSettings = ['size', 'aspectRatio', 'voice', 'outputFormat', 'speed', 'instructions', 'language'];

export const specificationV2: Specification<TypesV2> = {
  version: 'v2',
  adapter: {
    warning: warning => {
      if (warning.type === 'other') return warning;
      // Each kind is warned of its own settings only.
      const setting = [...settings, ...mediaSettings].find(name => name === warning.feature) as
        | (typeof settings)[number]
        | undefined;
      const { details } = warning;
      if (warning.type === 'unsupported' && setting !== undefined) {
        return { type: 'unsupported-setting', setting, ...(details !== undefined && { details }) };
      }
      const what = warning.type === 'unsupported' ? `${warning.feature} is not supported` : warning.feature;
      return { type: 'other', message: details === undefined ? what : `${what}: ${details}` };
    },
    usage: toUsage,
    finish: reason => reason,
    fileData: data => data,
    readsRefusals: false,
  },
  prompt: {
    // A prompt of this specification reads as the parts that all of them share.
    read: prompt => prompt as readonly PromptMessage[],
    // Messages of the same specification: profiles replace parts by text parts at most.
    write: prompt => prompt as TypesV2['call']['prompt'],
  },
  ChatCore: OpenAICompatibleChatLanguageModel,
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
