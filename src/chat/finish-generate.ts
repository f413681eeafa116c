import { neutralUsage } from '../answer/neutral-usage.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { ChatCall } from './chat-call.ts';
import { decideFinish } from './finish-reason.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { toolCallIdMapper } from './tool-call-ids.ts';

interface ContentLike {
  readonly type: string;
}

interface GenerateResultLike<CONTENT extends ContentLike, WARNING, FINISH> {
  readonly content: CONTENT[];
  readonly finishReason: FINISH;
  readonly warnings: WARNING[];
  readonly providerMetadata?: object | undefined;
  readonly response?: { readonly headers?: Record<string, string> | undefined } | undefined;
}

/** Completes the core's result: content put right, finish reason, warnings, metadata. */
export function finishGenerate<
  CONTENT extends ContentLike,
  WARNING,
  FINISH,
  RESULT extends GenerateResultLike<CONTENT, WARNING, FINISH>,
>(result: RESULT, call: ChatCall, spec: SpecAdapter<WARNING, FINISH>): RESULT {
  const fixes = call.answerFixes();
  const content = fixContent(result.content, call);
  const facts = {
    toolCalls: content.filter(part => part.type === 'tool-call').length,
    jsonTool: fixes.jsonTool !== undefined,
    failed: false,
  };
  const decided = decideFinish(spec.finishName(result.finishReason), facts, call.record);
  const metadata = resultMetadata(call.request, result.response?.headers, call.record);
  return {
    ...result,
    content,
    finishReason: decided === undefined ? result.finishReason : spec.finish(decided),
    // From the answer itself: the core's schema has dropped what it does not know.
    usage: spec.usage(neutralUsage(call.record.usage)),
    warnings: [...result.warnings, ...call.warnings.map(spec.warning)],
    providerMetadata: withMetadata(result.providerMetadata, metadata),
    ...(metadata.routedModel !== undefined && {
      response: { ...result.response, modelId: metadata.routedModel },
    }),
  };
}

interface ToolCallLike extends ContentLike {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: string;
}

/** Reasoning first, as it was thought; a forced JSON call as text; ids that can be told apart. */
function fixContent<CONTENT extends ContentLike>(content: readonly CONTENT[], call: ChatCall): CONTENT[] {
  const fixes = call.answerFixes();
  const ids = toolCallIdMapper(fixes);
  const fixed = content.map(part => {
    if (!isToolCall(part)) return part;
    if (part.toolName === fixes.jsonTool) return { type: 'text', text: part.input } as ContentLike as CONTENT;
    return { ...part, toolCallId: ids.fresh(part.toolCallId) };
  });
  const isReasoning = (part: CONTENT): boolean => part.type === 'reasoning';
  return [...fixed.filter(isReasoning), ...fixed.filter(part => !isReasoning(part))];
}

function isToolCall(part: ContentLike): part is ToolCallLike {
  return part.type === 'tool-call';
}
