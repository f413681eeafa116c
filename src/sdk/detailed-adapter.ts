import type { JSONValue } from '@ai-sdk/provider';
import type { AnswerRecord } from '../answer/answer-record.ts';
import type { DecidedFinish } from '../answer/spec-adapter.ts';
import type { NeutralUsage } from '../answer/usage.ts';
import type { CallWarning } from '../wire/profile.ts';

/** Token counts as the specifications from V3 on write them. */
interface DetailedUsage {
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

/** How the specifications from V3 on write warnings, usage and finish reasons. */
interface DetailedAdapter {
  readonly warning: (warning: CallWarning) => CallWarning;
  readonly usage: (usage: NeutralUsage, raw: AnswerRecord['usage']) => DetailedUsage;
  readonly finish: (
    unified: DecidedFinish,
    raw: string | undefined,
  ) => { readonly unified: DecidedFinish; readonly raw: string | undefined };
}

export const detailedAdapter: DetailedAdapter = {
  warning: warning => warning,
  usage: detailedUsage,
  finish: (unified, raw) => ({ unified, raw }),
};

function detailedUsage(usage: NeutralUsage, raw: AnswerRecord['usage']): DetailedUsage {
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
