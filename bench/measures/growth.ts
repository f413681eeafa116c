import { type Call, callOf } from '../call.ts';
import type { Client } from '../clients/client.ts';
import { createOurs } from '../clients/ours.ts';
import type { Context, Measure, Row } from '../context.ts';
import { cpuTime, figuresOf, interleaved, type Work } from '../interleave.ts';
import { memoryCompletions, memoryStreams } from '../wire.ts';

async function repeat(times: number, work: () => Promise<unknown>): Promise<number> {
  const time = await cpuTime(async () => {
    for (let index = 0; index < times; index++) await work();
  });
  return time / times;
}

const generate =
  (client: Client, call: Call, times = 200): Work =>
  () =>
    repeat(times, () => client.generate(call));

/** Per chunk, for streams of several lengths. */
async function chunks(readSize: 'event' | 4096): Promise<Record<string, Work>> {
  const works: Record<string, Work> = {};
  for (const count of [1000, 4000, 16_000]) {
    const client = await createOurs(memoryStreams({ chunks: count, readSize, form: 'text' }));
    works[`${count}`] = async () => (await repeat(16_000 / count, () => client.stream(callOf(1000)))) / count;
  }
  return works;
}

/** Per kilobyte, for prompts of several sizes, so large that fixed costs are negligible. */
async function bytes(): Promise<Record<string, Work>> {
  const client = await createOurs(memoryCompletions());
  const works = [1000, 4000, 16_000].map(kilobytes => {
    const call = callOf(kilobytes * 1000);
    return [
      `${kilobytes} kB`,
      async () => (await repeat(2, () => client.generate(call))) / kilobytes,
    ] as const;
  });
  return Object.fromEntries(works);
}

/** Per message, for prompts of several lengths. */
async function messages(): Promise<Record<string, Work>> {
  const client = await createOurs(memoryCompletions());
  const works = [100, 400, 1600].map(count => {
    const call = callOf(20, false, count);
    return [
      `${count}`,
      async () => (await repeat(1600 / count, () => client.generate(call))) / count,
    ] as const;
  });
  return Object.fromEntries(works);
}

/** Per call, by the number of the user's own profiles. */
async function profiles(): Promise<Record<string, Work>> {
  const works: Record<string, Work> = {};
  for (const count of [0, 10, 1000]) {
    const own = Array.from({ length: count }, (_, index) => [`custom-${index}`, { dropFields: ['seed'] }]);
    const client = await createOurs(memoryCompletions(), { profiles: Object.fromEntries(own) });
    works[`${count}`] = generate(client, callOf(1000));
  }
  return works;
}

const options = {
  cacheTtl: 60,
  cacheKey: 'key',
  metadata: { user: 'one', team: 'two' },
  collectLog: true,
  eventId: 'event',
  requestTimeoutMs: 10_000,
  retries: { maxAttempts: 2, retryDelayMs: 100, backoff: 'linear' },
} as const;

/** Per call, by the number of options in the provider's settings. */
async function settings(): Promise<Record<string, Work>> {
  const works: Record<string, Work> = {};
  for (const count of [0, 1, 7]) {
    const some = Object.fromEntries(Object.entries(options).slice(0, count));
    const client = await createOurs(memoryCompletions(), { options: some, gateway: 'default' });
    works[`${count}`] = generate(client, callOf(1000));
  }
  return works;
}

const growths = {
  'per chunk, one event a read, by chunks': () => chunks('event'),
  'per chunk, 4 KiB reads, by chunks': () => chunks(4096),
  'per kB of prompt, by size': bytes,
  'per message of the prompt, by messages': messages,
  'per call, by custom profiles': profiles,
  'per call, by options in the settings': settings,
};

async function rowOf(name: string, works: Record<string, Work>, { rounds }: Context): Promise<Row> {
  const [baseline = ''] = Object.keys(works);
  return { name, figures: figuresOf([await interleaved(works, rounds, 10)], baseline) };
}

/** Compares the provider with itself, not with other clients. */
export const growth: Measure = {
  name: 'growth',
  async *tables(context) {
    for (const [name, works] of Object.entries(growths)) {
      if (!context.cases.split('|').some(part => name.includes(part))) continue;
      yield { title: `Growth of ours, µs CPU ${name}`, rows: [await rowOf('ours', await works(), context)] };
    }
  },
};
