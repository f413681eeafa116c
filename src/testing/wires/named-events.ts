import type { GatewayState } from '../gateway/gateway-state.ts';
import type { Answer } from '../http/answer.ts';
import type { JsonObject } from '../http/json.ts';
import { sseStream } from '../http/sse-stream.ts';

/** A stream whose events carry their type as their name. */
export function namedEvents({ chunkDelayMs }: GatewayState, events: readonly JsonObject[]): Answer {
  return {
    from: 'upstream',
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    body: sseStream({ frames: events.map(namedFrame), ending: 'none', delayMs: chunkDelayMs }),
  };
}

/** `event: type`, then the data. Strings go out unchanged. */
export function namedFrame(event: unknown): string {
  if (typeof event === 'string') return event;
  const data = `data: ${JSON.stringify(event)}\n\n`;
  const type = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  return typeof type === 'string' ? `event: ${type}\n${data}` : data;
}
