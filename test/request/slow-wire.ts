import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import {
  type CloudflareBinding,
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { answerOf, chunkOf, DONE, frame } from '../support/answers.ts';
import { type CallOptions, collect, connected, type Mode } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

/** A text to send, a pause in milliseconds, or silence for ever. */
export type Step = string | number | 'silence';

export interface Wire {
  /** Pause before the headers, in milliseconds; `silence`: they never come. */
  readonly headers?: number | 'silence';
  readonly status?: number;
  readonly body?: readonly Step[];
  /** Whether it looks at its signal. @default true */
  readonly follows?: boolean;
}

export interface Seen {
  calls: number;
  signals: (AbortSignal | null | undefined)[];
  /** What a body was cancelled with; present only where one was. */
  cancelled: unknown[];
}

const pause = (ms: number, signal: AbortSignal | null | undefined): Promise<void> =>
  new Promise(resolve => {
    const stop = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
const forever = (): Promise<never> => new Promise(() => undefined);

/** One exchange at the speed of a script. */
async function exchange(wire: Wire, seen: Seen, signal: AbortSignal | null | undefined): Promise<Response> {
  const { headers = 0, status = 200, body = [], follows = true } = wire;
  seen.calls++;
  seen.signals.push(signal);
  const aborted = new Promise<never>((_, reject) => {
    if (follows) signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  const wait = (step: number | 'silence'): Promise<void> =>
    Promise.race([aborted, step === 'silence' ? forever() : pause(step, follows ? signal : undefined)]);
  if (headers !== 0) await wait(headers);
  const steps = [...body];
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
          if (typeof step === 'string' && step !== 'silence')
            return controller.enqueue(new TextEncoder().encode(step));
          await wait(step as number | 'silence').catch(reason => controller.error(reason));
        }
        controller.close();
      },
      cancel: reason => {
        seen.cancelled.push(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers: { 'cf-aig-log-id': 'L1' } });
}

/** Ways to Cloudflare, each with the models that take it. */
export const ways: readonly (readonly [
  name: string,
  chat: string,
  embed: string,
  settings: 'binding' | CloudflareProviderSettings,
])[] = [
  ['rest', 'openai/gpt-4o', '@cf/baai/bge-m3', { endpoint: 'rest' }],
  ['compat', 'openai/gpt-4o', '@cf/baai/bge-m3', { endpoint: 'compat' }],
  ['native', 'openai/gpt-4o', 'openai/text-embedding-3-small', { endpoint: 'native' }],
  ['env.AI.gateway', 'openai/gpt-4o', 'openai/text-embedding-3-small', 'binding'],
  ['env.AI.run', '@cf/zai-org/glm-5.2', '@cf/baai/bge-m3', 'binding'],
];

export interface Setup {
  readonly way?: (typeof ways)[number];
  readonly mode?: Mode;
  readonly settings?: CloudflareProviderSettings;
  readonly options?: CallOptions;
}

/** Starts one call over a wire, and collects what comes of it. */
export function call(
  wire: Wire | readonly Wire[],
  { way = ways[0], mode = 'generate', settings = {}, options = {} }: Setup = {},
): { readonly seen: Seen; readonly result: Promise<unknown>; readonly provider: CloudflareProvider } {
  if (way === undefined) throw new Error('no way');
  const [, chat, embed, base] = way;
  const seen: Seen = { calls: 0, signals: [], cancelled: [] };
  const { provider } = connect(wire, seen, base, settings);
  const run = async (): Promise<unknown> => {
    if (mode === 'embed') {
      const { abortSignal, providerOptions } = options;
      return provider.embedding(embed).doEmbed({
        values: ['a'],
        ...(abortSignal !== undefined && { abortSignal }),
        ...(providerOptions !== undefined && { providerOptions }),
      });
    }
    const model = provider(chat);
    if (mode === 'generate') return model.doGenerate({ prompt: HI, ...options });
    return collect((await model.doStream({ prompt: HI, ...options })).stream);
  };
  return { seen, result: run(), provider };
}

/** A provider on a wire; of several, each exchange takes the next one. */
export function connect(
  wire: Wire | readonly Wire[],
  seen: Seen = { calls: 0, signals: [], cancelled: [] },
  base: 'binding' | CloudflareProviderSettings = {},
  settings: CloudflareProviderSettings = {},
): { readonly seen: Seen; readonly provider: CloudflareProvider } {
  const wires = [wire].flat();
  const answer = (signal: AbortSignal | null | undefined): Promise<Response> =>
    exchange(wires[Math.min(seen.calls, wires.length - 1)] ?? {}, seen, signal);
  const binding: CloudflareBinding = {
    run: (_, __, options) => answer(options?.signal),
    gateway: () => ({ run: (_, options) => answer(options?.signal) }),
  };
  const provider = createCloudflare(
    base === 'binding'
      ? { binding, ...settings }
      : { ...connected, fetch: (_, init) => answer(init?.signal), ...base, ...settings },
  );
  return { seen, provider };
}

const embedding = JSON.stringify({ data: [{ index: 0, embedding: [0.1] }], usage: { prompt_tokens: 1 } });
const whole = JSON.stringify(answerOf({ content: 'Hello' }));
const halves = (text: string): [string, string] => [text.slice(0, 10), text.slice(10)];

/** An answer of each mode, as two halves. */
export const answers: { readonly [MODE in Mode]: [string, string] } = {
  generate: halves(whole),
  embed: halves(embedding),
  stream: [
    frame(chunkOf({ role: 'assistant', content: 'Hel' })),
    `${frame(chunkOf({ content: 'lo' }))}${frame(chunkOf({}, 'stop'))}${DONE}`,
  ],
};

/** What came of a call: parts of a stream, a result, or what it rejected with. */
export const partsOfStream = (result: unknown): readonly LanguageModelV2StreamPart[] =>
  result as readonly LanguageModelV2StreamPart[];
