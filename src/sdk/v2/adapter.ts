import type {
  LanguageModelV2CallWarning,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
} from '@ai-sdk/provider';
import type { SpecAdapter } from '../../chat/spec-adapter.ts';
import { toUsageV2 } from './to-usage-v2.ts';

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

/** How LanguageModelV2 writes warnings and finish reasons. */
export const adapterV2: SpecAdapter<
  LanguageModelV2CallWarning,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage
> = {
  warning: warning => {
    if (warning.type === 'other') return warning;
    const setting = settings.find(name => name === warning.feature);
    const { details } = warning;
    if (warning.type === 'unsupported' && setting !== undefined) {
      return { type: 'unsupported-setting', setting, ...(details !== undefined && { details }) };
    }
    const what = warning.type === 'unsupported' ? `${warning.feature} is not supported` : warning.feature;
    return { type: 'other', message: details === undefined ? what : `${what}: ${details}` };
  },
  usage: toUsageV2,
  finish: reason => reason,
  finishName: finish => finish,
  readsRefusals: false,
};
