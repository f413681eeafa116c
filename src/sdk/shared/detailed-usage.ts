import type { JSONValue } from '@ai-sdk/provider';
import type { AnswerRecord } from '../../answer/answer-record.ts';
import type { NeutralUsage } from '../../answer/neutral-usage.ts';

/** Token counts as the specifications from V3 on write them. */
export interface DetailedUsage {
  readonly inputTokens: {
    readonly total: number | undefined;
    readonly noCache: number | undefined;
    readonly cacheRead: number | undefined;
    readonly cacheWrite: number | undefined;
  };
  readonly outputTokens: {
    readonly total: number | undefined;
    readonly text: number | undefined;
    readonly reasoning: number | undefined;
  };
  readonly raw?: Record<string, JSONValue>;
}

export function detailedUsage(usage: NeutralUsage, raw: AnswerRecord['usage']): DetailedUsage {
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
    ...(raw !== undefined && { raw: raw as Record<string, JSONValue> }),
  };
}
