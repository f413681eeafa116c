import { inspect } from 'node:util';
import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { type CloudflareProviderSettings, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { audit } from './answer-fields.ts';
import { type CallOptions, collect, connected } from './call.ts';
import { type FakeFetch, fakeFetch } from './fake-fetch.ts';
import { HI } from './prompts.ts';

type Generated = Awaited<ReturnType<ReturnType<ReturnType<typeof createCloudflare>>['doGenerate']>>;

export interface AnswerSetup {
  readonly model?: string;
  readonly options?: CallOptions;
  readonly settings?: CloudflareProviderSettings;
}

const answering = (answer: unknown): FakeFetch => {
  if (!(answer instanceof Response)) audit(answer);
  return fakeFetch(() => (answer instanceof Response ? answer : Response.json(answer)));
};

/** What `doGenerate` makes of an answer: a response, or a body to send as JSON. */
export function generated(
  answer: unknown,
  { model = 'openai/gpt-4o', options = {}, settings = connected }: AnswerSetup = {},
): Promise<Generated> {
  const { fetch } = answering(answer);
  return Promise.resolve(
    createCloudflare({ ...settings, fetch })(model).doGenerate({ prompt: HI, ...options }),
  );
}

/** What `doStream` makes of an answer: every part of the stream. */
export async function streamed(
  answer: unknown,
  { model = 'openai/gpt-4o', options = {}, settings = connected }: AnswerSetup = {},
): Promise<LanguageModelV2StreamPart[]> {
  const { fetch } = answering(answer);
  const { stream } = await createCloudflare({ ...settings, fetch })(model).doStream({
    prompt: HI,
    ...options,
  });
  return collect(stream);
}

/** A chat answer in one piece around one message. */
export function answerOf(message: object, finish: string | null = 'stop', rest: object = {}): object {
  return { id: 'c1', model: 'm', choices: [{ index: 0, message, finish_reason: finish }], ...rest };
}

/** One chunk of a streamed chat answer. */
export function chunkOf(delta: object, finish: string | null = null, rest: object = {}): object {
  return { id: 'c1', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...rest };
}

/** Objects as `data:` events, texts as they are. */
export function frame(chunk: unknown): string {
  return typeof chunk === 'string' ? chunk : `data: ${JSON.stringify(chunk)}\n\n`;
}

export const DONE = 'data: [DONE]\n\n';

interface EventOptions {
  readonly ending?: 'done' | 'none' | 'cut';
  readonly headers?: Record<string, string>;
  /** Bytes per read. @default one read per frame */
  readonly size?: number;
}

/** A streamed answer. `cut` breaks off as undici reports a closed socket. */
export function events(
  chunks: readonly unknown[],
  { ending = 'done', headers = {}, size }: EventOptions = {},
): Response {
  for (const chunk of chunks) audit(chunk);
  const frames = [...chunks.map(frame), ...(ending === 'done' ? [DONE] : [])];
  const all = frames.map(text => new TextEncoder().encode(text));
  const reads = size === undefined ? all : split(all, size);
  return new Response(
    new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const next = reads.shift();
          if (next !== undefined) return controller.enqueue(next);
          if (ending === 'cut') controller.error(socketError());
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    ),
    { headers: { 'content-type': 'text/event-stream', ...headers } },
  );
}

/** What undici throws when the other side closes the socket in the middle of a body. */
export function socketError(): TypeError {
  return new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  });
}

function split(chunks: readonly Uint8Array[], size: number): Uint8Array[] {
  const bytes = chunks.flatMap(chunk => [...chunk]);
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) =>
    Uint8Array.from(bytes.slice(index * size, (index + 1) * size)),
  );
}

export function textOf(parts: readonly LanguageModelV2StreamPart[]): string {
  return parts.map(part => (part.type === 'text-delta' ? part.delta : '')).join('');
}

export function reasoningOf(parts: readonly LanguageModelV2StreamPart[]): string {
  return parts.map(part => (part.type === 'reasoning-delta' ? part.delta : '')).join('');
}

/** The parts of one type. */
export function partsOf<TYPE extends LanguageModelV2StreamPart['type']>(
  parts: readonly LanguageModelV2StreamPart[],
  type: TYPE,
): Extract<LanguageModelV2StreamPart, { type: TYPE }>[] {
  return parts.filter(
    (part): part is Extract<LanguageModelV2StreamPart, { type: TYPE }> => part.type === type,
  );
}

/** The end of a stream; fails where there is none, or something after it. */
export function finishOf(
  parts: readonly LanguageModelV2StreamPart[],
): Extract<LanguageModelV2StreamPart, { type: 'finish' }> {
  const last = parts.at(-1);
  if (last?.type !== 'finish') throw new Error(`the stream ends with ${last?.type}`);
  return last;
}

/** The only error part of a stream. */
export function errorOf(parts: readonly LanguageModelV2StreamPart[]): unknown {
  const [only, ...more] = partsOf(parts, 'error');
  if (only === undefined || more.length > 0) throw new Error(`${partsOf(parts, 'error').length} error parts`);
  return only.error;
}

/** What a promise rejects with; fails where it does not. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** Everything that anybody could print of an error. */
export function everythingIn(error: unknown): string {
  const { message, stack, cause } = error as Error;
  return [
    message,
    stack,
    JSON.stringify(error),
    JSON.stringify(cause),
    String(error),
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    inspect(cause, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
  ].join('\n');
}
