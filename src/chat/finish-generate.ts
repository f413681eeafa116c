import { answerEnd } from '../answer/answer-end.ts';
import { identityOf } from '../answer/result-metadata.ts';
import type { SpecAdapter } from '../answer/spec-adapter.ts';
import { listOf, type StreamPart } from '../answer/stream/part-stream.ts';
import { StreamStage } from '../answer/stream/stream-stage.ts';
import { contentOf, onlyText } from '../answer/whole-answer.ts';
import type { CloudflareProviderMetadata } from '../gateway/metadata/provider-metadata.ts';
import type { CallWarning } from '../wire/profile.ts';
import type { ChatCall } from './chat-call.ts';

/** What is known only at the end; of a stream, it is only in the metadata. */
function late({ warnings = [] }: CloudflareProviderMetadata): readonly CallWarning[] {
  return warnings.map(message => ({ type: 'other', message }));
}

/**
 * The result of a call, of the answer that was recorded: the same parts as of a stream, each block as one.
 * @param written the core's warnings
 * @throws the typed error of an answer that cannot be used
 */
export function finishGenerate<WARNING>(
  written: readonly WARNING[],
  call: ChatCall,
  spec: SpecAdapter<WARNING, unknown>,
): object {
  const fixes = call.answerFixes();
  const text = onlyText(call.record, fixes);
  const { content, end } =
    text === undefined
      ? staged(call, spec)
      : { content: [{ type: 'text', text }], end: answerEnd(call, fixes, spec, 0) };
  const { headers } = call.exchange.response ?? {};
  const own = [...call.warnings, ...late(end.providerMetadata.cloudflare)].map(spec.warning);
  return Object.assign(end, {
    content,
    warnings: [...written, ...own],
    request: { body: call.text },
    response: Object.assign({ headers, body: call.record.whole?.sent }, identityOf(call)),
  });
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
