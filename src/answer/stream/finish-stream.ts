import type { AnswerCall } from '../answer-call.ts';
import type { SpecAdapter } from '../spec-adapter.ts';
import type { AroundCore, StartCore } from './around-core.ts';
import { type AnyPart, type ReadParts, readToContent, streamOf } from './part-stream.ts';
import { StreamStage } from './stream-stage.ts';

interface StreamedCall extends AnswerCall {
  readonly around: AroundCore;
}

/**
 * Completes the stream of an answer: warnings at the start, typed errors, a forced JSON call as text, and at the end the
 * finish reason and the metadata. An answer that broke off ends with an error and without its tool calls, since
 * running half of one would start the next request.
 * @returns the stream once its content has begun
 * @throws the typed error of a stream that fails before that
 */
export async function finishStream<PART extends AnyPart, WARNING, FINISH>(
  written: readonly WARNING[],
  start: () => PromiseLike<ReadableStream<PART>>,
  call: StreamedCall,
  spec: SpecAdapter<WARNING, FINISH>,
): Promise<ReadableStream<PART>> {
  const stage = new StreamStage(call, spec as SpecAdapter<unknown, unknown>);
  const { around } = call;
  // The stage writes parts in the fields that every specification shares, so a part remains one of its kind.
  const startCore = start as () => PromiseLike<ReadableStream<AnyPart>> as StartCore;
  const cancel = (reason: unknown): Promise<void> => around.cancel(reason);
  const read = () => around.next(startCore, stage) as Promise<ReadParts<AnyPart>> as Promise<ReadParts<PART>>;
  // Made while the response is awaited, so that its first part comes no later.
  const { stream, begin } = streamOf(read, cancel);
  const { parts, ended } = await readToContent(read, finished => {
    const { error, recoverable } = stage.failure;
    if (recoverable && !finished) return;
    cancel(error).catch(() => undefined);
    throw error;
  });
  const first = { type: 'stream-start', warnings: [...written, ...call.warnings.map(spec.warning)] };
  begin({ parts: [first as AnyPart as PART, ...parts], ended });
  call.record.delivered = true;
  return stream;
}
