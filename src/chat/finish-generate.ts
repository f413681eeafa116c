import { answerEnd } from '../answer/answer-end.ts';
import { identityOf } from '../answer/result-metadata.ts';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import { listOf, type StreamPart } from '../answer/stream/part-stream.ts';
import { StreamStage } from '../answer/stream/stream-stage.ts';
import { contentOf, onlyText } from '../answer/whole-answer.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { ChatCall } from './chat-call.ts';

interface GenerateResultLike<CONTENT, WARNING> {
  readonly content: CONTENT[];
  readonly warnings: WARNING[];
  readonly providerMetadata?: object | undefined;
  readonly response?: object | undefined;
}

const noIdentity = { id: undefined, modelId: undefined, timestamp: undefined };

/** What is known only at the end; of a stream, it is only in the metadata. */
function late({ warnings = [] }: CloudflareProviderMetadata): readonly CallWarning[] {
  return warnings.map(message => ({ type: 'other', message }));
}

/**
 * Completes the core's result with the answer that was recorded: the same parts as of a stream, each block as one.
 * @throws the typed error of an answer that cannot be used
 */
export function finishGenerate<CONTENT, WARNING, RESULT extends GenerateResultLike<CONTENT, WARNING>>(
  result: RESULT,
  call: ChatCall,
  spec: SpecAdapter<WARNING, unknown>,
): RESULT {
  const fixes = call.answerFixes();
  const text = onlyText(call.record, fixes);
  const { content, end } =
    text === undefined
      ? staged(call, spec)
      : { content: [{ type: 'text', text }], end: answerEnd(call, fixes, spec, 0) };
  return {
    ...result,
    // Parts are written in the fields that every specification shares, so each is one of its kind.
    content: content as readonly unknown[] as CONTENT[],
    ...end,
    warnings: [
      ...result.warnings,
      ...[...call.warnings, ...late(end.providerMetadata.cloudflare)].map(spec.warning),
    ],
    response: { ...result.response, ...noIdentity, ...identityOf(call), body: call.record.whole?.sent },
  };
}

function staged<WARNING>(call: ChatCall, spec: SpecAdapter<WARNING, unknown>) {
  const stage = new StreamStage(call, spec as SpecAdapter<unknown, unknown>);
  const parts = listOf(stage.map({ type: 'finish' }));
  const { error } = stage.failure;
  if (error !== undefined) throw error;
  const { type: _, ...end } = parts.at(-1) as StreamPart;
  // The stage ends every answer with the members of `answerEnd`, behind the type of the part.
  return { content: contentOf(parts), end: end as unknown as ReturnType<typeof answerEnd> };
}
