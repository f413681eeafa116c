import {
  type ContentLike,
  fixContent,
  isToolCall,
  reasoningFirst,
  withExtras,
  withoutRepeatedCalls,
} from '../answer/answer-content.ts';
import { decideFinish } from '../answer/finish-reason.ts';
import { orderedContent } from '../answer/repair.ts';
import { answerMetadata, identityOf } from '../answer/result-metadata.ts';
import { type SpecAdapter, usageOf } from '../answer/spec-adapter.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { ChatCall } from './chat-call.ts';

interface GenerateResultLike<CONTENT extends ContentLike, WARNING, FINISH> {
  readonly content: CONTENT[];
  readonly finishReason: FINISH;
  readonly warnings: WARNING[];
  readonly providerMetadata?: object | undefined;
  readonly response?:
    | { readonly headers?: Record<string, string> | undefined; readonly body?: unknown }
    | undefined;
}

const noIdentity = { id: undefined, modelId: undefined, timestamp: undefined };

/** What is known only at the end; of a stream, it is only in the metadata. */
function late({ warnings = [] }: CloudflareProviderMetadata): readonly CallWarning[] {
  return warnings.map(message => ({ type: 'other', message }));
}

/** Completes the core's result: repaired content, finish reason, warnings, metadata. */
export function finishGenerate<
  CONTENT extends ContentLike,
  WARNING,
  FINISH,
  RESULT extends GenerateResultLike<CONTENT, WARNING, FINISH>,
>(result: RESULT, call: ChatCall, spec: SpecAdapter<WARNING, FINISH>): RESULT {
  const { record } = call;
  const fixes = call.answerFixes();
  const read = fixes.json ? withoutRepeatedCalls(result.content, fixes) : result.content;
  const repeated = read.length < result.content.length;
  const plain =
    !record.unread &&
    fixes.thinkTags === undefined &&
    fixes.echoedPrefix === undefined &&
    fixes.json === undefined &&
    fixes.calls === undefined;
  // Most answers are plain text and need no repair. Parts are written in the fields that every specification shares, so
  // a part remains one of its kind.
  const content =
    plain && read.every(part => part.type === 'text')
      ? [...read]
      : fixContent(
          completed(read, { record, fixes, spec, vendorKey: call.vendorKey }, result.response?.body),
          fixes,
          record,
        );
  const facts = {
    toolCalls: content.filter(isToolCall).length,
    jsonTool: fixes.jsonTool !== undefined || fixes.json !== undefined || repeated,
    failed: false,
  };
  const metadata = answerMetadata(result.providerMetadata, call);
  return {
    ...result,
    content: content as CONTENT[],
    finishReason: spec.finish(decideFinish(facts, record), record.finishReason),
    usage: usageOf(record, fixes, spec),
    warnings: [...result.warnings, ...[...call.warnings, ...late(metadata.cloudflare)].map(spec.warning)],
    providerMetadata: metadata,
    // The core hands on empty names, and 1970.
    response: { ...result.response, ...noIdentity, ...identityOf(call) },
  };
}

/** All content of an answer, in its order. */
function completed(
  content: readonly ContentLike[],
  reading: Omit<Parameters<typeof withExtras>[1], 'ordered'>,
  body: unknown,
): readonly ContentLike[] {
  const ordered = orderedContent(body);
  const all = withExtras(content, { ...reading, ordered });
  return ordered === undefined ? reasoningFirst(all) : all;
}
