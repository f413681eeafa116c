import type { LanguageModelV3Usage } from 'provider-v3';
import type { AnswerRecord } from '../../answer/answer-record.ts';
import type { NeutralUsage } from '../../answer/neutral-usage.ts';

export function toUsageV3(usage: NeutralUsage, raw: AnswerRecord['usage']): LanguageModelV3Usage {
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
    ...(raw !== undefined && { raw: raw as NonNullable<LanguageModelV3Usage['raw']> }),
  };
}
