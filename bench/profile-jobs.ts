import { callOf } from './call.ts';
import type { Client, ClientSource } from './clients/client.ts';
import { inMemory, type StreamCase } from './measures/stream-cases.ts';
import { memoryCompletions, memoryStreams } from './wire.ts';

/** Work long enough for a profiler, and the unit that its time is divided by. */
interface Job {
  /** The name of the unit. */
  readonly unit: string;
  /** Units per run. */
  readonly units: number;
  readonly run: (source: ClientSource, times: number) => Promise<void>;
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < times; index++) await work();
}

function streamJob({ answer, tools }: StreamCase, unit: string, units: number): Job {
  const run = async (source: ClientSource, times: number): Promise<void> => {
    const client = await source.create(memoryStreams(answer));
    await repeat(times, () => client.stream(callOf(1000, tools)));
  };
  return { unit, units, run };
}

async function pipe({ model }: Client): Promise<void> {
  const { streamText } = await import('ai');
  const { prompt } = callOf(1000);
  const body = streamText({ model: model!, prompt: prompt as never }).toUIMessageStreamResponse().body!;
  const reader = body.getReader();
  while (!(await reader.read()).done);
}

/** The jobs to profile, by name. */
export const jobs: Readonly<Record<string, Job>> = {
  generate: {
    unit: 'call',
    units: 1,
    run: async (source, times) => {
      const client = await source.create(memoryCompletions());
      await repeat(times, () => client.generate(callOf(1000)));
    },
  },
  'short-stream': streamJob(inMemory(1, 'event'), 'call with one chunk', 1),
  trickling: streamJob(inMemory(1000, 'event'), 'chunk', 1000),
  'trickling-tools': streamJob(inMemory(1000, 'event', { tools: true }), 'chunk', 1000),
  reasoning: streamJob(inMemory(1000, 'event', { form: 'reasoning' }), 'chunk', 1000),
  code: streamJob(inMemory(1000, 'event', { form: 'code' }), 'chunk', 1000),
  'tool-call': streamJob(inMemory(1000, 'event', { form: 'tool call' }), 'chunk', 1000),
  '4k': streamJob(inMemory(1000, 4096), 'chunk', 1000),
  '16k': streamJob(inMemory(1000, 16384), 'chunk', 1000),
  ui: {
    unit: 'token',
    units: 1000,
    run: async (source, times) => {
      const client = await source.create(memoryStreams({ chunks: 1000, readSize: 4096, form: 'text' }));
      await repeat(times, () => pipe(client));
    },
  },
};
