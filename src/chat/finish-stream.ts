import { beginStream } from './begin-stream.ts';
import type { ChatCall } from './chat-call.ts';
import { pullParts } from './pull-stream.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { type Fields, type PartLike, StreamStage } from './stream-stage.ts';

/**
 * Completes the core's stream: warnings at the start, typed errors, a forced JSON call as text, and at the end
 * the finish reason and the metadata. An answer that broke off ends with an error, and its tool calls are not
 * handed on, since running half of one would start the next request.
 * @returns the stream once its answer has begun
 * @throws the typed error of a stream that fails before that
 */
export async function finishStream<PART extends PartLike, WARNING, FINISH>(
  stream: ReadableStream<PART>,
  call: ChatCall,
  headers: Readonly<Record<string, string>> | undefined,
  spec: SpecAdapter<WARNING, FINISH>,
): Promise<ReadableStream<PART>> {
  const stage = new StreamStage(call, headers, spec as SpecAdapter<unknown, unknown>);
  // The stage writes parts in the fields that every specification shares, so a part stays one of its kind.
  const map = (part: PART): PART | readonly PART[] =>
    stage.map(part as PartLike as Fields) as PartLike as PART | readonly PART[];
  const broken = (error: unknown): readonly PART[] =>
    stage.broken(error) as readonly PartLike[] as readonly PART[];
  const reader = stream.getReader();
  const begun = await beginStream(reader, map, broken, () => stage.end);
  call.record.delivered = true;
  return pullParts(reader, map, broken, begun);
}
