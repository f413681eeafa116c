import type { LanguageModelV2Usage } from '@ai-sdk/provider';
import type { NeutralUsage } from '../../answer/neutral-usage.ts';

export function toUsageV2(usage: NeutralUsage): LanguageModelV2Usage {
  return {
    inputTokens: usage.input,
    outputTokens: usage.output,
    totalTokens: usage.total,
    ...(usage.reasoning !== undefined && { reasoningTokens: usage.reasoning }),
    ...(usage.cacheRead !== undefined && { cachedInputTokens: usage.cacheRead }),
  };
}
