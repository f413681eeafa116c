import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { carried, dropped, droppedBy, type Leaf, leavesOf } from '../support/answer-fields.ts';
import { DONE, frame } from '../support/answers.ts';
import { HI } from '../support/prompts.ts';
import { scaled } from '../support/scale.ts';
import { entries } from '../support/shapes.ts';
import { knownAnswers } from './known-answers.ts';
import { AnswerMaker } from './make-answer.ts';
import type { AnswerShape, PublishedAnswers } from './published-shape.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const { packages, answers }: PublishedAnswers = read('./published-answers.json');

type Entry = (typeof entries)[number][1];
type Members = Readonly<Record<string, unknown>>;

/** Everything that a result tells, without the body as it was sent. */
async function generated(create: Entry, model: string, answer: unknown): Promise<string> {
  const result = await create(async () => Response.json(answer), model).doGenerate({ prompt: HI });
  const { request: _, response, ...rest } = result;
  const { id, modelId, timestamp } = response as { id?: string; modelId?: string; timestamp?: Date };
  return JSON.stringify([rest, id, modelId, timestamp?.getTime()]);
}

async function streamed(create: Entry, model: string, body: string): Promise<string> {
  const { stream } = await create(async () => new Response(body), model).doStream({ prompt: HI });
  const parts: Members[] = [];
  for await (const part of stream) parts.push(part as Members & { type: string });
  const [error] = parts.filter(({ type }) => type === 'error');
  if (error !== undefined) throw error.error;
  return JSON.stringify(
    parts.map(part => ({ ...part, at: (part.timestamp as Date | undefined)?.getTime() })),
  );
}

/** Values that no result holds. */
function missing(leaves: readonly Leaf[], told: string): readonly Leaf[] {
  return leaves.filter(([path, value]) => {
    return droppedBy(path) === undefined && !(carried.test(path) && isTold(path, value, told));
  });
}

function isTold(path: string, value: unknown, told: string): boolean {
  if (typeof value === 'boolean') return told.includes(`"${path.split('.').at(-1)}":${value}`);
  const text = String(value).replace('data:image/png;base64,', '');
  return [text, `${text}000`, JSON.stringify(text).slice(1, -1)].some(form => told.includes(form));
}

const finish = (message: unknown): string => {
  const { tool_calls: calls } = message as { tool_calls?: unknown };
  return calls === undefined ? 'stop' : 'tool_calls';
};

function wholeOf(shape: AnswerShape, seed: number): Members {
  const answer = new AnswerMaker(seed).make(shape) as Members;
  const [choice] = (answer.choices ?? []) as readonly Members[];
  // Cohere's own. An answer that failed has no result: test/answer/ended-by-errors.test.ts.
  if (choice === undefined)
    return answer.finish_reason === 'ERROR' ? { ...answer, finish_reason: 'COMPLETE' } : answer;
  const { message, delta: _, ...rest } = choice;
  return { ...answer, choices: [{ ...rest, message: spoken(message), finish_reason: finish(message) }] };
}

/** A message with audio says nothing else. */
function spoken(message: unknown): Members {
  const { content, ...rest } = message as Members;
  return 'audio' in rest ? rest : { ...rest, content };
}

function chunksOf(shape: AnswerShape, seed: number): readonly Members[] {
  const maker = new AnswerMaker(seed);
  let calls = 0;
  const make = (): Members & { readonly delta: Members } => {
    const { choices, ...chunk } = maker.make(shape) as Members;
    const [{ message: _, delta, ...choice } = {}] = choices as readonly Members[];
    return { chunk, choice, delta: delta as Members };
  };
  const pieces = Array.from({ length: 3 }, () => {
    const { choice, delta } = make();
    const { tool_calls: made, ...message } = spoken(delta);
    // Each piece is a call of its own.
    const tool_calls = (made as readonly Members[] | undefined)?.map(call => ({ ...call, index: calls++ }));
    const said = tool_calls === undefined ? message : { ...message, tool_calls };
    return { ...(choice as Members), delta: said, finish_reason: null };
  });
  const { x_groq, error: _, ...chunk } = make().chunk as Members;
  const { id, model, created } = chunk;
  const end = { index: 0, delta: {}, finish_reason: calls === 0 ? 'stop' : 'tool_calls' };
  const { error: __, ...groq } = (x_groq ?? {}) as Members;
  return [
    ...pieces.map(piece => ({ id, model, created, choices: [piece] })),
    { ...chunk, choices: [end], ...(x_groq === undefined ? {} : { x_groq: groq }) },
  ];
}

describe('every field of an answer is in the result, or is meant to be dropped', () => {
  describe.each(answers)('$name', ({ model, whole, chunk }) => {
    const seeds = Array.from({ length: scaled(6, 40) }, (_, seed) => seed);

    it('generated', async () => {
      for (const seed of seeds)
        for (const [version, create] of entries) {
          const answer = wholeOf(whole, seed);
          const told = await generated(create, model, answer);
          expect(missing(leavesOf(answer), told), `${version}, seed ${seed}`).toEqual([]);
        }
    });

    it('streamed', async () => {
      for (const seed of seeds)
        for (const [version, create] of entries) {
          const pieces = chunk === undefined ? [wholeOf(whole, seed)] : chunksOf(chunk, seed);
          // Where no type of chunks is published: frames of Workers AI, or the whole answer in place of a stream.
          const framed = chunk !== undefined || model.startsWith('@cf/');
          const body = framed ? pieces.map(asChunk).map(frame).join('') + DONE : JSON.stringify(pieces[0]);
          const told = await streamed(create, model, body);
          expect(missing(leavesOf(pieces), told), `${version}, seed ${seed}`).toEqual([]);
        }
    });
  });

  it.each(knownAnswers)('as documented: %s', async (_, model, make) => {
    for (const [version, create] of entries) {
      const answer = make();
      const told = await generated(create, model, answer);
      expect(missing(leavesOf(answer), told), version).toEqual([]);
    }
  });

  it('no reason is left over', () => {
    const shapes = answers.flatMap(({ whole, chunk }) => [whole, chunk ?? whole]);
    const known = [...shapes.map(exampleOf), ...knownAnswers.map(([, , make]) => make())];
    const rows = new Set(known.flatMap(answer => leavesOf(answer)).map(([path]) => droppedBy(path)));
    expect(Object.keys(dropped).filter(row => !rows.has(row))).toEqual([]);
  });
});

/** A value with everything that a shape allows. */
function exampleOf(shape: AnswerShape): unknown {
  if (typeof shape === 'string') return shape;
  if ('is' in shape) return 'is';
  if ('list' in shape) return [exampleOf(shape.list)];
  if ('any' in shape) return shape.any.map(exampleOf);
  return Object.fromEntries(Object.entries(shape.of).map(([name, member]) => [name, exampleOf(member)]));
}

function asChunk({ choices, ...rest }: Members): Members {
  if (choices === undefined) return rest;
  const [{ message, ...choice } = {}] = choices as readonly Members[];
  return { ...rest, choices: [{ delta: message, ...choice }] };
}

it('the description is of the packages that are compared', () => {
  expect(read('../../contracts/package.json').dependencies).toMatchObject(packages);
});
