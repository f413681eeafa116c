import type { AnswerFixes } from '../wire/profile.ts';
import type { AnswerCall } from './answer-call.ts';
import { decideFinish } from './finish-reason.ts';
import { answerMetadata } from './result-metadata.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { neutralUsage } from './usage.ts';

/** What is known at the end of an answer. */
interface AnswerEnd<FINISH> {
  readonly finishReason: FINISH;
  readonly usage: unknown;
  readonly providerMetadata: ReturnType<typeof answerMetadata>;
}

/**
 * Usage is read from the record, since the core's schema drops what it does not know.
 * @param toolCalls how many calls were handed on; `undefined` where the answer has failed
 */
export function answerEnd<WARNING, FINISH>(
  call: AnswerCall,
  fixes: AnswerFixes,
  spec: SpecAdapter<WARNING, FINISH>,
  toolCalls: number | undefined,
): AnswerEnd<FINISH> {
  const { record } = call;
  const json = fixes.jsonTool !== undefined || fixes.json !== undefined;
  const reason = toolCalls === undefined ? 'error' : decideFinish(record, toolCalls, json);
  return {
    finishReason: spec.finish(reason, record.finishReason),
    usage: spec.usage(neutralUsage(record.usage, fixes), record.usage),
    providerMetadata: answerMetadata(call),
  };
}
