import { callOf } from '../call.ts';
import { charactersOf } from '../canned.ts';
import { type Comparison, type Context, compare, type Measure, type Row } from '../context.ts';
import { meanCPUTime } from '../interleave.ts';
import { compiled, inMemory, overLoopback, type StreamCase, shortCallsMs } from './stream-cases.ts';

const cases: readonly StreamCase[] = [
  inMemory(10, 'event'),
  inMemory(10, 4096),
  inMemory(1000, 'event', { quick: true }),
  inMemory(1000, 'event', { quick: true, tools: true }),
  inMemory(1000, 'event', { form: 'reasoning', quick: true }),
  inMemory(1000, 'event', { form: 'tool call', quick: true }),
  inMemory(1000, 'event', { form: 'code', quick: true }),
  inMemory(1000, 4096, { quick: true }),
  inMemory(1000, 4096, { tools: true }),
  inMemory(1000, 4096, { form: 'tool call' }),
  inMemory(1000, 4096, { form: 'code' }),
  inMemory(1000, 16384, { quick: true }),
  inMemory(20_000, 'event'),
  inMemory(20_000, 4096),
  inMemory(20_000, 16384),
  overLoopback(200, 'event'),
  overLoopback(1000, 4096, true),
  overLoopback(1000, 16384),
];

/** The clients that deliver `reasoning_content`, or whose users can read it. */
const readReasoning = ['core', 'ours', 'against', 'fetch', 'openai'];

/** A stream that trickles lasts a quarter of a second, and one alone is read anywhere from 0.6 to 1.4 of the usual time. */
const tricklingMs = 1000;

/** Reads streams to the end. */
function perChunk({ answer, name }: StreamCase): Comparison['sample'] {
  const sampleMs = name.includes('trickling') ? tricklingMs : undefined;
  const expected = charactersOf(answer);
  return async (client, call) => {
    const time = await meanCPUTime(async () => {
      const { characters } = await client.stream(call);
      if (characters < expected) throw new Error(`Expected ${expected} characters, got ${characters}.`);
    }, sampleMs);
    return time / answer.chunks;
  };
}

function comparison(each: StreamCase): Comparison {
  return {
    ...each,
    call: callOf(1000, each.tools),
    sample: perChunk(each),
    only: (_, { streamsWithTools, name }) =>
      (streamsWithTools || !each.tools) && (each.answer.form !== 'reasoning' || readReasoning.includes(name)),
    ...(each.answer.chunks < 100 && { warmUpMs: shortCallsMs }),
    ...(each.name.includes('trickling') && { warmUp: compiled(800) }),
  };
}

/** The same figures per character, in nanoseconds, with the same ratios. */
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
  comparisons: cases.map(comparison),
  async *tables(context: Context) {
    const rows = await compare(context, stream);
    yield { title: 'Stream, µs CPU per chunk', rows };
    yield { title: 'Stream, ns CPU per delivered character', rows: perCharacter({ rows }) };
  },
};
