import type { LanguageModelV3FinishReason, LanguageModelV3Usage, SharedV3Warning } from 'provider-v3';
import type { SpecAdapter } from '../../chat/spec-adapter.ts';
import { detailedUsage } from '../shared/detailed-usage.ts';

/** How LanguageModelV3 writes warnings, usage and finish reasons. */
export const adapterV3: SpecAdapter<SharedV3Warning, LanguageModelV3FinishReason, LanguageModelV3Usage> = {
  warning: warning => warning,
  usage: detailedUsage,
  finish: (unified, raw) => ({ unified, raw }),
  finishName: finish => finish.unified,
  readsRefusals: false,
};
