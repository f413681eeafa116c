import type { LanguageModelV4FinishReason, LanguageModelV4Usage, SharedV4Warning } from 'provider-v4';
import type { SpecAdapter } from '../../chat/spec-adapter.ts';
import { detailedUsage } from '../shared/detailed-usage.ts';

/** How LanguageModelV4 writes warnings, usage and finish reasons. */
export const adapterV4: SpecAdapter<SharedV4Warning, LanguageModelV4FinishReason, LanguageModelV4Usage> = {
  warning: warning => warning,
  usage: detailedUsage,
  finish: (unified, raw) => ({ unified, raw }),
  finishName: finish => finish.unified,
  readsRefusals: true,
};
