import { setTimeout as realTimeout } from 'node:timers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scaled } from '../support/scale.ts';
import { versions } from '../vendors/entries.ts';
import { activeResources } from './active-resources.ts';
import { type FastClock, fastClock } from './fast-clock.ts';
import { watchdog } from './watchdog.ts';
import { type Dialect, dialects } from './wires/random-answer.ts';
import { type WireRecord, wireWorld } from './wires/run-wire-call.ts';
import { wireFaults, wirePlan } from './wires/wire-plan.ts';
import { wireRules } from './wires/wire-rules.ts';

const { CHAOS_SEED, CHAOS_CALL, CHAOS_CALLS } = process.env;
/** One each: a seed makes the same calls for every specification, around whose package stands the same code. */
const seeds = { v2: '1', v3: '2', v4: '3' } as const;
const count = Number(CHAOS_CALLS ?? scaled(40, 200));
const indexes =
  CHAOS_CALL === undefined ? Array.from({ length: count }, (_, index) => index) : [Number(CHAOS_CALL)];
const names = Object.keys(dialects) as Dialect[];
const CONCURRENCY = 100;

/** Waits for the bodies that were cancelled, and no longer than until it is clear that one is left. */
async function atRest(records: readonly WireRecord[]): Promise<void> {
  const isOpen = (): boolean => records.some(({ exchange }) => exchange.body === 'open');
  for (let round = 0; round < 400 && (round < 4 || isOpen()); round++)
    await new Promise(resolve => realTimeout(resolve, 5));
}

describe.each(versions)('chaos on the wires of packages, specification %s', version => {
  let clock: FastClock;
  let resources: Readonly<Record<string, number>>;
  beforeAll(() => {
    resources = activeResources();
    clock = fastClock();
  });
  afterAll(() => clock.restore());

  it('breaks no rule in any call', async () => {
    const seed = CHAOS_SEED ?? seeds[version];
    const world = wireWorld(version, clock.expire);
    const plans = indexes.flatMap(index => names.map(dialect => wirePlan(seed, dialect, index)));
    const waiting = [...plans];
    const records: WireRecord[] = [];
    const hung: string[] = [];
    const dog = watchdog();
    const worker = async (): Promise<void> => {
      for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
        const record = await dog.watch(world.run(plan));
        dog.touch();
        if (record === 'hung') return void hung.push(`${plan.dialect} ${plan.fault} (call ${plan.index})`);
        records.push(record);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker)).finally(dog.stop);
    await atRest(records);
    const broken = records.flatMap(record =>
      Object.entries(wireRules).flatMap(([name, rule]) =>
        [...rule(record)].map(
          detail =>
            `${record.plan.dialect}, ${record.plan.fault}: ${name}: ${detail.slice(0, 600)}\n    CHAOS_SEED=${seed} CHAOS_CALL=${record.plan.index} npx vitest run test/chaos/wires.test.ts`,
        ),
      ),
    );
    if (broken.length > 0) throw new Error(`${broken.length} violations\n${broken.slice(0, 20).join('\n')}`);
    expect(hung).toEqual([]);
    expect(world.strangers).toEqual([]);
    expect(records).toHaveLength(plans.length);
    // One call, or a few of them, do not meet everything.
    if (indexes.length < 40) return;
    expect(new Set(records.map(({ plan }) => plan.fault))).toEqual(new Set(wireFaults));
    expect(records.filter(({ aborted }) => aborted).length).toBeGreaterThan(2);
  });

  it('leaves no timer and no handle', () => {
    expect(clock.pending()).toBe(0);
    expect(activeResources()).toEqual(resources);
  });
});
