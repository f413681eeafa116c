import type { LanguageModelV3FinishReason, LanguageModelV3Usage, SharedV3Warning } from 'provider-v3';
import type { SpecAdapter } from '../../chat/spec-adapter.ts';
import { toUsageV3 } from './to-usage-v3.ts';

/** How LanguageModelV3 writes warnings, usage and finish reasons. */
export const adapterV3: SpecAdapter<SharedV3Warning, LanguageModelV3FinishReason, LanguageModelV3Usage> = {
  warning: warning => warning,
  usage: toUsageV3,
  finish: (unified, raw) => ({ unified, raw }),
  finishName: finish => finish.unified,
  readsRefusals: false,
};
