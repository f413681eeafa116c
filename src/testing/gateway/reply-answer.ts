import { failureAnswer } from '../failures/failure-answer.ts';
import type { Answer } from '../http/answer.ts';
import { pause } from '../http/pause.ts';
import { sseFrame, sseStream } from '../http/sse-stream.ts';
import { countPrompt } from '../model/answer-chat.ts';
import type { Completion } from '../model/completion.ts';
import { countTokens } from '../model/count-tokens.ts';
import type { CompletionReply, PlainReply, ScriptedReply, StreamReply } from '../scripted-reply.ts';
import { namedFrame } from '../wires/named-events.ts';
import { wires } from '../wires/registry.ts';
import type { WireCall } from '../wires/wire.ts';
import { isCompletion } from './check-reply.ts';
import { enveloped } from './enveloped.ts';

/** A scripted reply as the upstream's answer. */
export function replyAnswer(
  call: WireCall,
  reply: ScriptedReply | Response,
  signal: AbortSignal,
): Answer | Promise<Answer> {
  if (reply instanceof Response) return responseAnswer(reply);
  if ('error' in reply) return failureAnswer(reply.error);
  if ('shape' in reply)
    return enveloped(
      call.step,
      wires[call.step.kind].shape?.(call, reply.shape) ?? noSuchReply(call, 'shape'),
    );
  if ('chunks' in reply) return streamAnswer(call, reply);
  if (isCompletion(reply)) return textAnswer(call, reply);
  return plainAnswer(reply, signal);
}

async function plainAnswer(reply: PlainReply, signal: AbortSignal): Promise<Answer> {
  await pause(reply.delayMs ?? 0, signal);
  const { body } = reply;
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  return {
    from: 'upstream',
    status: reply.status ?? 200,
    headers: { 'content-type': type, ...lowerCased(reply.headers) },
    body: text,
  };
}

function streamAnswer({ state, step }: WireCall, reply: StreamReply): Answer {
  const { namedEvents } = wires[step.kind];
  return {
    from: 'upstream',
    status: reply.status ?? 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', ...lowerCased(reply.headers) },
    body: sseStream({
      frames: reply.chunks.map(namedEvents ? namedFrame : sseFrame),
      ending: reply.ending ?? (namedEvents ? 'none' : 'done'),
      delayMs: reply.delayMs ?? state.chunkDelayMs,
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

function textAnswer(call: WireCall, reply: CompletionReply): Answer {
  const { write } = wires[call.step.kind];
  if (write) return enveloped(call.step, write(call, scriptedCompletion(call, reply)));
  return noSuchReply(call, 'text');
}

function noSuchReply({ step }: WireCall, what: string): never {
  throw new Error(
    `gateway.reply: a request for ${step.kind} is not answered with a ${what}. Example: gateway.reply({ body: { … } })`,
  );
}

function scriptedCompletion(call: WireCall, reply: CompletionReply): Completion {
  const { text = '', usage } = reply;
  const request = wires[call.step.kind].read?.(call);
  const toolCalls = (reply.toolCalls ?? []).map(call => ({
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    ...(call.id === undefined ? {} : { id: call.id }),
  }));
  const reasoningTokens = usage?.reasoningTokens ?? countTokens(reply.reasoning);
  const spoken = countTokens(text) + countTokens(toolCalls.map(call => call.arguments).join(''));
  return {
    text,
    ...(reply.reasoning === undefined ? {} : { reasoning: reply.reasoning }),
    toolCalls,
    ...(reply.finishReason === undefined ? {} : { finishReason: reply.finishReason }),
    usage: {
      promptTokens: usage?.promptTokens ?? (request ? countPrompt(request) : 0),
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
