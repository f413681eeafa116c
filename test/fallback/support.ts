import type {
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2Content,
  LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import {
  type CloudflareLegTrace,
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalGateway,
  type LocalGatewayOptions,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { finishOf, textOf } from '../support/answers.ts';
import { type CallOptions, collect } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

export const FIRST = 'openai/gpt-4o';
export const SECOND = 'groq/openai/gpt-oss-20b';
export const THIRD = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';

/** A local gateway and a provider on it. */
export function world(
  settings: CloudflareProviderSettings = {},
  options: LocalGatewayOptions = {},
): { gateway: LocalGateway; cloudflare: CloudflareProvider } {
  const gateway = createLocalGateway(options);
  return {
    gateway,
    cloudflare: createCloudflare({ ...localGatewayDefaults, ...settings, fetch: gateway.fetch }),
  };
}

export const modes = ['generate', 'stream'] as const;
export type Mode = (typeof modes)[number];

export interface Answered {
  readonly text: string;
  readonly trace: readonly CloudflareLegTrace[];
}

/** One call: the text of the answer and its trace, in either mode. */
export async function ask(model: LanguageModelV2, mode: Mode, options: CallOptions = {}): Promise<Answered> {
  const call = { prompt: HI, ...options };
  if (mode === 'stream') {
    const parts = await collect((await model.doStream(call)).stream);
    return { text: textOf(parts), trace: traceOf(finishOf(parts)) };
  }
  const result = await model.doGenerate(call);
  const text = result.content.map(part => (part.type === 'text' ? part.text : '')).join('');
  return { text, trace: traceOf(result) };
}

/** The trace of a result; fails where there is none. */
export function traceOf(result: Parameters<typeof getCloudflareMetadata>[0]): readonly CloudflareLegTrace[] {
  const trace = getCloudflareMetadata(result)?.trace;
  if (trace === undefined) throw new Error('there is no trace');
  return trace;
}

/** What became of each leg, in short. */
export function outcomes(trace: readonly CloudflareLegTrace[] | undefined): readonly string[] {
  return (trace ?? []).map(({ leg, outcome, kind }) =>
    [leg, outcome, kind].filter(part => part !== undefined).join(' '),
  );
}

type Finish = Extract<LanguageModelV2StreamPart, { type: 'finish' }>;
type Step = LanguageModelV2StreamPart | Promise<LanguageModelV2StreamPart>;

const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
export const finish: Finish = { type: 'finish', finishReason: 'stop', usage };

/** The parts of a short text. */
export const spoken = (text: string): LanguageModelV2StreamPart[] => [
  { type: 'text-start', id: '1' },
  { type: 'text-delta', id: '1', delta: text },
  { type: 'text-end', id: '1' },
  finish,
];

export interface ForeignModel extends LanguageModelV2 {
  /** The options of every call. */
  readonly calls: LanguageModelV2CallOptions[];
  /** What the streams were cancelled with. */
  readonly cancelled: unknown[];
  /** How many parts were read. */
  readonly reads: () => number;
}

interface ForeignSetup {
  readonly modelId?: string;
  /** Thrown by `doGenerate` and `doStream`. */
  readonly fails?: unknown;
  /** Text of the answer. */
  readonly says?: string;
  /** The stream, where it is not the text; a rejected promise is a read that fails. */
  readonly parts?: readonly Step[];
  /** Waited for before the call settles. */
  readonly waits?: (options: LanguageModelV2CallOptions) => Promise<unknown>;
  readonly more?: Partial<LanguageModelV2>;
}

/** A model of another package: nothing of ours is in it. */
export function foreign({
  modelId = 'other',
  fails,
  says = 'foreign',
  parts,
  waits,
  more,
}: ForeignSetup = {}): ForeignModel {
  const calls: LanguageModelV2CallOptions[] = [];
  const cancelled: unknown[] = [];
  let reads = 0;
  const open = async (options: LanguageModelV2CallOptions): Promise<void> => {
    calls.push(options);
    await waits?.(options);
    if (fails !== undefined) throw fails;
  };
  return {
    specificationVersion: 'v2',
    provider: 'acme.chat',
    modelId,
    supportedUrls: {},
    calls,
    cancelled,
    reads: () => reads,
    doGenerate: async options => {
      await open(options);
      const content: LanguageModelV2Content[] = [{ type: 'text', text: says }];
      return { content, finishReason: 'stop', usage, warnings: [] };
    },
    doStream: async options => {
      await open(options);
      const queue = [...(parts ?? [{ type: 'stream-start', warnings: [] } as const, ...spoken(says)])];
      const stream = new ReadableStream<LanguageModelV2StreamPart>(
        {
          async pull(controller) {
            const next = queue.shift();
            if (next === undefined) return controller.close();
            reads++;
            controller.enqueue(await next);
          },
          cancel: reason => {
            cancelled.push(reason);
          },
        },
        { highWaterMark: 0 },
      );
      return { stream };
    },
    ...more,
  };
}

/** A promise that rejects, and that nobody has to wait for. */
export function rejected(reason: unknown): Promise<never> {
  const promise = Promise.reject(reason);
  promise.catch(() => undefined);
  return promise;
}

/** Never settles, whatever the signal says. */
export const forever = (): Promise<never> => new Promise(() => undefined);
