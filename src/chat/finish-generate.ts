import { neutralUsage } from '../answer/neutral-usage.ts';
import { resultMetadata, withMetadata } from '../answer/result-metadata.ts';
import type { AnswerFixes, CallWarning } from '../upstreams/profile.ts';
import { leakedCall } from '../upstreams/wire/leaked-call.ts';
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
  const leaked = fixes.leakedCalls && leakedContent(result.content, fixes.leakedCalls);
  const read = withThoughts(leaked ?? result.content, call.record.thoughts);
  // Text alone, which most answers are, has nothing to put right.
  const content = read.every(part => part.type === 'text') ? read : fixContent(read, fixes);
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
    warnings: [...result.warnings, ...[...call.warnings, ...(leaked ? [recovered] : [])].map(spec.warning)],
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

const recovered: CallWarning = {
  type: 'other',
  message: 'The model wrote the forced tool call as text; it was read as the call it is.',
};

/** A forced call that came back as JSON text, in place of that text. Whole answers only: a stream is shown as it is. */
function leakedContent<CONTENT extends ContentLike>(
  content: readonly CONTENT[],
  tools: readonly string[],
): CONTENT[] | undefined {
  if (content.some(isToolCall)) return undefined;
  const index = content.findIndex(part => part.type === 'text');
  const part = content[index];
  const call = part !== undefined && isText(part) ? leakedCall(part.text, tools) : undefined;
  if (call === undefined) return undefined;
  const { name, arguments: input } = call;
  const toolCall = { type: 'tool-call', toolCallId: '', toolName: name, input } as ContentLike as CONTENT;
  return content.map((item, position) => (position === index ? toolCall : item));
}

/** Reasoning that the core did not find. */
function withThoughts<CONTENT extends ContentLike>(content: CONTENT[], text: string): CONTENT[] {
  return text === '' ? content : [{ type: 'reasoning', text } as ContentLike as CONTENT, ...content];
}

function isText(part: ContentLike): part is ContentLike & { readonly text: string } {
  return 'text' in part && typeof part.text === 'string';
}

/** Reasoning first, as it was thought; a forced JSON call as text; ids that can be told apart. */
function fixContent<CONTENT extends ContentLike>(content: CONTENT[], fixes: AnswerFixes): CONTENT[] {
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
