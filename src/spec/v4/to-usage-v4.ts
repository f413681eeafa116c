import type { LanguageModelV4Usage } from 'provider-v4';
import type { AnswerRecord } from '../../answer/answer-record.ts';
import type { NeutralUsage } from '../../answer/neutral-usage.ts';

export function toUsageV4(usage: NeutralUsage, raw: AnswerRecord['usage']): LanguageModelV4Usage {
  const { input, output, reasoning, cacheRead, cacheWrite } = usage;
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  return {
    inputTokens: {
      total: input,
      noCache: input === undefined ? undefined : Math.max(0, input - cached),
      cacheRead,
      cacheWrite,
    },
    outputTokens: {
      total: output,
      text: output === undefined ? undefined : Math.max(0, output - (reasoning ?? 0)),
      reasoning,
    },
    // What was parsed from JSON is JSON.
    ...(raw !== undefined && { raw: raw as NonNullable<LanguageModelV4Usage['raw']> }),
  };
}
