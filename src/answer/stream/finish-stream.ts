import type { AnswerCall } from '../answer-call.ts';
import type { SpecAdapter } from '../spec-adapter.ts';
import {
  type AnyPart,
  mapParts,
  type PartMapper,
  readParts,
  readToContent,
  type StreamPart,
} from './part-stream.ts';
import { StreamStage } from './stream-stage.ts';

/**
 * Completes the core's stream: warnings at the start, typed errors, a forced JSON call as text, and at the end the
 * finish reason and the metadata. An answer that broke off ends with an error and without its tool calls, since
 * running half of one would start the next request.
 * @returns the stream once its content has begun
 * @throws the typed error of a stream that fails before that
 */
export async function finishStream<PART extends AnyPart, WARNING, FINISH>(
  stream: ReadableStream<PART>,
  call: AnswerCall,
  spec: SpecAdapter<WARNING, FINISH>,
): Promise<ReadableStream<PART>> {
  const stage = new StreamStage(call, spec as SpecAdapter<unknown, unknown>);
  // The stage writes parts in the fields that every specification shares, so a part remains one of its kind.
  const mapper: PartMapper<PART> = {
    map: part => stage.map(part as AnyPart as StreamPart) as AnyPart as PART | readonly PART[],
    broken: error => stage.broken(error) as readonly AnyPart[] as readonly PART[],
  };
  const reader = stream.getReader();
  const begun = await readToContent(
    () => readParts(reader, mapper),
    finished => {
      const { error, recoverable } = stage.failure;
      if (recoverable && !finished) return;
      reader.cancel(error).catch(() => undefined);
      throw error;
    },
  );
  call.record.delivered = true;
  return mapParts(reader, mapper, begun);
}
