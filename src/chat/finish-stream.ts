import type { ChatCall } from './chat-call.ts';
import { mapParts } from './pull-stream.ts';
import type { SpecAdapter } from './spec-adapter.ts';
import { type Fields, type PartLike, StreamStage } from './stream-stage.ts';

/**
 * Completes the core's stream: warnings at the start, typed errors, a forced JSON call as text, and at the end
 * the finish reason and the metadata. An answer that broke off ends with an error, and its tool calls are not
 * handed on, since running half of one would start the next request.
 */
export function finishStream<PART extends PartLike, WARNING, FINISH>(
  stream: ReadableStream<PART>,
  call: ChatCall,
  headers: Readonly<Record<string, string>> | undefined,
  spec: SpecAdapter<WARNING, FINISH>,
): ReadableStream<PART> {
  const stage = new StreamStage(call, headers, spec as SpecAdapter<unknown, unknown>);
  // The stage writes parts in the fields that every specification shares, so a part stays one of its kind.
  const map = (part: PART): PART | readonly PART[] =>
    stage.map(part as PartLike as Fields) as PartLike as PART | readonly PART[];
  return mapParts(stream, map, error => stage.broken(error) as readonly PartLike[] as readonly PART[]);
}
