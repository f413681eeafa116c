import { callOf } from '../call.ts';
import { charactersOf } from '../canned.ts';
import { type Comparison, compare, type Context, type Measure, type Row } from '../context.ts';
import { cpuTime } from '../interleave.ts';
import { inMemory, overLoopback, type StreamCase } from './stream-cases.ts';

const cases: readonly StreamCase[] = [
  inMemory(10, 'event'),
  inMemory(10, 4096),
  inMemory(1000, 'event', { quick: true }),
  inMemory(1000, 'event', { quick: true, tools: true }),
  inMemory(1000, 'event', { form: 'tool call' }),
  inMemory(1000, 4096, { quick: true }),
  inMemory(1000, 4096, { tools: true }),
  inMemory(1000, 4096, { form: 'tool call' }),
  inMemory(1000, 16384, { quick: true }),
  inMemory(20_000, 'event'),
  inMemory(20_000, 4096),
  inMemory(20_000, 16384),
  overLoopback(200, 'event'),
  overLoopback(1000, 4096, true),
  overLoopback(1000, 16384),
];

/** Reads as many streams as make a sample of a thousand chunks or more, each to its end. */
function perChunk({ answer }: StreamCase): Comparison['sample'] {
  const streams = Math.max(1, Math.floor(500 / answer.chunks));
  const expected = charactersOf(answer);
  return async (client, call) => {
    const time = await cpuTime(async () => {
      for (let index = 0; index < streams; index++) {
        const { characters } = await client.stream(call);
        if (characters < expected) throw new Error(`${characters} characters came, not ${expected}.`);
      }
    });
    return time / streams / answer.chunks;
  };
}

function comparison(each: StreamCase): Comparison {
  return {
    ...each,
    call: callOf(1000, each.tools),
    sample: perChunk(each),
    only: (_, { streamsWithTools }) => streamsWithTools || !each.tools,
    ...(each.answer.chunks > 1000 && { warmUp: 2 }),
  };
}

/** The same figures for each character, in nanoseconds; the ratios stay. */
function perCharacter({ rows }: { readonly rows: readonly Row[] }): Row[] {
  return rows.map(({ name, figures }) => {
    const { answer } = cases.find(each => each.name === name)!;
    const factor = (1000 * answer.chunks) / charactersOf(answer);
    const scaled = Object.entries(figures).map(([client, { value, ...rest }]) => [
      client,
      { ...rest, value: value * factor },
    ]);
    return { name, figures: Object.fromEntries(scaled) };
  });
}

export const stream: Measure = {
  name: 'stream',
  async *tables(context: Context) {
    const rows = await compare(context, cases.map(comparison));
    yield { title: 'Stream, µs CPU per chunk', rows };
    yield { title: 'Stream, ns CPU per delivered character', rows: perCharacter({ rows }) };
  },
};
