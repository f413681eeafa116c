import { type Answer, jsonAnswer } from '../http/answer.ts';
import { sseFrame, sseStream } from '../http/sse-stream.ts';
import type { Completion } from '../model/completion.ts';
import { renderChunks } from '../model/render-chunks.ts';
import { renderCompletion } from '../model/render-completion.ts';
import { hasNativeFormat, renderNative, renderNativeFrames } from '../model/render-native.ts';
import { readChatRequest } from '../upstreams/check-request.ts';
import { type GatewayState, nextId, nextNumber } from './gateway-state.ts';
import type { Step } from './plan.ts';

/** Fixed, so that answers do not depend on when they were given. */
export const created = 1_790_000_000;

/** A completion in the upstream's own form, streamed where the request says `stream`. */
export function completionAnswer(state: GatewayState, step: Step, completion: Completion): Answer {
  const { upstream } = step;
  const request = readChatRequest(step.model, step.body);
  const context = {
    upstream,
    request,
    created,
    id: `chatcmpl-${nextId(state)}`,
    toolCallNumber: () => nextNumber(state),
  };
  const native = step.runForm && hasNativeFormat(upstream, request);
  if (!request.stream) return jsonAnswer((native ? renderNative : renderCompletion)(completion, context));
  return {
    from: 'upstream',
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    body: sseStream({
      frames: (native ? renderNativeFrames : renderChunks)(completion, context).map(sseFrame),
      ending: 'done',
      delayMs: state.chunkDelayMs,
    }),
  };
}
