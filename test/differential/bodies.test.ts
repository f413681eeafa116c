import { describe, expect, it } from 'vitest';
import { isFull } from '../support/scale.ts';
import { compare } from './compare.ts';
import { explained } from './explained.ts';
import { type Explanation, notExplainedOnce, type Observation, stale } from './explanation.ts';
import { observe } from './observe.ts';
import { type Vendor, vendors } from './vendors.ts';

const compared = vendors
  .filter(vendor => vendor.chatCompletions)
  .flatMap(vendor => vendor.models.map(modelId => ({ vendor, modelId, name: `${vendor.name}/${modelId}` })));

const chosen = compared.filter((_, index) => isFull || index % 3 === 0);

const seen = new Map<string, Promise<readonly Observation[]>>();

/** The differences on a model, found once. */
function observed(vendor: Vendor, modelId: string): Promise<readonly Observation[]> {
  const key = `${vendor.name}/${modelId}`;
  const found = seen.get(key) ?? observe(vendor, modelId);
  seen.set(key, found);
  return found;
}

const timeout = 120_000;

describe("the same call through the vendor's own package and through ours", () => {
  it.each(chosen)('$name: every difference is explained, once', { timeout }, async ({ vendor, modelId }) => {
    const observations = await observed(vendor, modelId);
    // Two packages that never differ would mean that nothing was compared.
    expect(observations).not.toEqual([]);
    expect(notExplainedOnce(observations, explained)).toEqual([]);
  });

  // A part of the models does not need them all.
  it.runIf(isFull)('every explanation is still needed', { timeout }, async () => {
    const all = await Promise.all(compared.map(({ vendor, modelId }) => observed(vendor, modelId)));
    expect(stale(explained, all.flat())).toEqual([]);
  });

  it('every explanation cites a source', () => {
    const cited = /https:\/\/|@[\w-]+\/[\w-]+ \d|\b(?:pydantic-ai|workers-ai-provider) /;
    expect(explained.filter(({ why }) => !cited.test(why)).map(({ why }) => why)).toEqual([]);
  });
});

describe('the comparison', () => {
  it('tells what is missing, new and other, at the deepest path', () => {
    const theirs = { a: { b: 1, c: 2 }, list: [{ x: 1 }, { x: 2 }] };
    const ours = { a: { b: 2, d: 3 }, list: [{ x: 1 }, { x: 3 }] };
    expect(compare(theirs, ours).map(({ where }) => where)).toEqual([
      '~ a.b',
      '- a.c',
      '+ a.d',
      '~ list[].x',
    ]);
  });

  it('lines up messages by role, and tools by name', () => {
    const user = { role: 'user', content: 'Hi' };
    const system = { role: 'system', content: 'A' };
    expect(compare({ m: [user] }, { m: [system, { ...user, content: 'Ho' }] })).toEqual([
      { where: '+ m[]', theirs: [], ours: [system] },
      { where: '~ m[].content', theirs: 'Hi', ours: 'Ho' },
    ]);
    const tool = (name: string) => ({ function: { name } });
    expect(compare([tool('a'), tool('b')], [tool('b')])).toEqual([
      { where: '- []', theirs: [tool('a')], ours: [] },
    ]);
  });
});

describe('the table', () => {
  const seenOnce: Observation = {
    vendor: 'acme',
    modelId: 'one',
    call: 'temperature',
    mode: 'generate',
    where: '- temperature',
    theirs: 1,
    ours: undefined,
  };
  const entry: Explanation = {
    vendors: ['acme'],
    where: ['- temperature'],
    calls: ['temp*'],
    why: 'Acme refuses it.',
  };

  it('covers a difference by vendor, path, call, model, mode and value', () => {
    expect(notExplainedOnce([seenOnce], [entry])).toEqual([]);
    const others: readonly Partial<Explanation>[] = [
      { vendors: ['other'] },
      { where: ['~ temperature'] },
      { calls: ['top*'] },
      { models: ['two'] },
      { mode: 'stream' },
      { if: ({ theirs }) => theirs === 2 },
    ];
    for (const other of others)
      expect(notExplainedOnce([seenOnce], [{ ...entry, ...other }])).toEqual([
        'unexplained: acme/one, temperature, - temperature: 1 against our nothing',
      ]);
    expect(notExplainedOnce([seenOnce], [entry, entry])).toHaveLength(1);
  });

  it('keeps nothing that no longer occurs', () => {
    expect(stale([entry], [seenOnce])).toEqual([]);
    expect(stale([{ ...entry, models: ['one', 'two'], calls: ['temp*', 'topP'] }], [seenOnce])).toEqual([
      'topP in "Acme refuses it."',
      'two in "Acme refuses it."',
    ]);
  });
});
