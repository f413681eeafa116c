import { failureAnswer } from '../failures/failure-answer.ts';
import type { Answer } from '../http/answer.ts';
import { pause } from '../http/pause.ts';
import { sseFrame, sseStream } from '../http/sse-stream.ts';
import { countPrompt } from '../model/answer-chat.ts';
import type { Completion } from '../model/completion.ts';
import { countTokens } from '../model/count-tokens.ts';
import type { CompletionReply, PlainReply, ScriptedReply, StreamReply } from '../scripted-reply.ts';
import { readChatRequest } from '../upstreams/check-request.ts';
import { completionAnswer } from './completion-answer.ts';
import type { GatewayState } from './gateway-state.ts';
import type { Step } from './plan.ts';

/** A scripted reply as the upstream's answer. */
export function replyAnswer(
  state: GatewayState,
  step: Step,
  reply: ScriptedReply | Response,
  signal: AbortSignal,
): Answer | Promise<Answer> {
  if (reply instanceof Response) return responseAnswer(reply);
  if ('error' in reply) return failureAnswer(reply.error);
  if ('chunks' in reply) return streamAnswer(reply, state.chunkDelayMs);
  if ('text' in reply) return completionAnswer(state, step, scriptedCompletion(reply, step));
  return plainAnswer(reply, signal);
}

async function plainAnswer(reply: PlainReply, signal: AbortSignal): Promise<Answer> {
  await pause(reply.delayMs ?? 0, signal);
  const { body } = reply;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  return {
    from: 'upstream',
    status: reply.status ?? 200,
    headers: { 'content-type': type, ...lowerCased(reply.headers) },
    body: text,
  };
}

function streamAnswer(reply: StreamReply, chunkDelayMs: number): Answer {
  return {
    from: 'upstream',
    status: reply.status ?? 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', ...lowerCased(reply.headers) },
    body: sseStream({
      frames: reply.chunks.map(sseFrame),
      ending: reply.ending ?? 'done',
      delayMs: reply.delayMs ?? chunkDelayMs,
      ...(reply.splitBytes === undefined ? {} : { splitBytes: reply.splitBytes }),
    }),
  };
}

/** Streams stay streams; anything else is read, so that it can be cached and checked. */
async function responseAnswer(response: Response): Promise<Answer> {
  const headers = Object.fromEntries(response.headers);
  const streams = headers['content-type']?.startsWith('text/event-stream') && response.body;
  const body = streams || (await response.text());
  return { from: 'upstream', status: response.status, headers, body };
}

function scriptedCompletion(reply: CompletionReply, step: Step): Completion {
  const { usage } = reply;
  const toolCalls = (reply.toolCalls ?? []).map(call => ({
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    ...(call.id === undefined ? {} : { id: call.id }),
  }));
  const reasoningTokens = usage?.reasoningTokens ?? countTokens(reply.reasoning);
  const spoken = countTokens(reply.text) + countTokens(toolCalls.map(call => call.arguments).join(''));
  return {
    text: reply.text,
    ...(reply.reasoning === undefined ? {} : { reasoning: reply.reasoning }),
    toolCalls,
    ...(reply.finishReason === undefined ? {} : { finishReason: reply.finishReason }),
    usage: {
      promptTokens: usage?.promptTokens ?? countPrompt(readChatRequest(step.model, step.body)),
      completionTokens: usage?.completionTokens ?? spoken + reasoningTokens,
      reasoningTokens,
      cachedTokens: usage?.cachedTokens ?? 0,
    },
  };
}

function lowerCased(headers: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
