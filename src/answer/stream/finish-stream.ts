import type { AnswerCall } from '../answer-call.ts';
import type { SpecAdapter } from '../spec-adapter.ts';
import type { AroundCore } from './around-core.ts';
import { type AnyPart, type ReadParts, readToContent, type StreamPart, streamOf } from './part-stream.ts';
import { StreamStage } from './stream-stage.ts';

interface StreamedCall extends AnswerCall {
  readonly around: AroundCore;
}

/**
 * Completes the core's stream: warnings at the start, typed errors, a forced JSON call as text, and at the end the
 * finish reason and the metadata. An answer that broke off ends with an error and without its tool calls, since
 * running half of one would start the next request.
 * @returns the stream once its content has begun
 * @throws the typed error of a stream that fails before that
 */
export async function finishStream<PART extends AnyPart, WARNING, FINISH>(
  stream: ReadableStream<PART>,
  call: StreamedCall,
  spec: SpecAdapter<WARNING, FINISH>,
): Promise<ReadableStream<PART>> {
  const stage = new StreamStage(call, spec as SpecAdapter<unknown, unknown>);
  // The stage writes parts in the fields that every specification shares, so a part remains one of its kind.
  const core =
    stream.getReader() as ReadableStreamDefaultReader<AnyPart> as ReadableStreamDefaultReader<StreamPart>;
  const cancel = async (reason: unknown): Promise<void> => {
    await Promise.all([call.around.cancel(reason), core.cancel(reason)]);
  };
  const read = () => call.around.next(core, stage) as Promise<ReadParts<AnyPart>> as Promise<ReadParts<PART>>;
  const begun = await readToContent(read, finished => {
    const { error, recoverable } = stage.failure;
    if (recoverable && !finished) return;
    cancel(error).catch(() => undefined);
    throw error;
  });
  call.record.delivered = true;
  return streamOf(read, cancel, begun);
}
