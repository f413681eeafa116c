import {
  type ContentLike,
  calledInText,
  fixContent,
  isToolCall,
  withExtras,
  withoutRepeatedCalls,
} from '../answer/answer-content.ts';
import { decideFinish } from '../answer/finish-reason.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import { type SpecAdapter, usageOf } from '../answer/spec-adapter.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { ChatCall } from './chat-call.ts';

interface GenerateResultLike<CONTENT extends ContentLike, WARNING, FINISH> {
  readonly content: CONTENT[];
  readonly finishReason: FINISH;
  readonly warnings: WARNING[];
  readonly providerMetadata?: object | undefined;
  readonly response?: { readonly headers?: Record<string, string> | undefined } | undefined;
}

const recovered: CallWarning = {
  type: 'other',
  message: 'The model wrote the forced tool call as text; it was parsed as a tool call.',
};

/** Completes the core's result: repaired content, finish reason, warnings, metadata. */
export function finishGenerate<
  CONTENT extends ContentLike,
  WARNING,
  FINISH,
  RESULT extends GenerateResultLike<CONTENT, WARNING, FINISH>,
>(result: RESULT, call: ChatCall, spec: SpecAdapter<WARNING, FINISH>): RESULT {
  const { record } = call;
  const fixes = call.answerFixes();
  const called = fixes.toolCallsInText && calledInText(result.content, fixes.toolCallsInText);
  const read = called ?? (fixes.jsonText ? withoutRepeatedCalls(result.content) : result.content);
  const plain = !record.unread && fixes.thinkTags === undefined && fixes.echoedPrefix === undefined;
  // Most answers are plain text and need no repair. Parts are written in the fields that every specification shares, so
  // a part remains one of its kind.
  const content =
    plain && read.every(part => part.type === 'text')
      ? [...read]
      : fixContent(withExtras(read, record, spec.readsRefusals), fixes, record.extras);
  const facts = {
    toolCalls: content.filter(isToolCall).length,
    jsonTool: fixes.jsonTool !== undefined || read.length < result.content.length,
    failed: false,
    refused: record.extras.refusal !== '',
  };
  const decided = decideFinish(spec.finishName(result.finishReason), facts, record);
  const metadata = resultMetadata(call);
  return {
    ...result,
    content: content as CONTENT[],
    finishReason: decided === undefined ? result.finishReason : spec.finish(decided, record.finishReason),
    usage: usageOf(record, spec),
    warnings: [...result.warnings, ...[...call.warnings, ...(called ? [recovered] : [])].map(spec.warning)],
    providerMetadata: withMetadata(result.providerMetadata, metadata),
    ...(metadata.routedModel !== undefined && {
      response: { ...result.response, modelId: metadata.routedModel },
    }),
  };
}
