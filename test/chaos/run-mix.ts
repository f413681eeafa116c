import { setTimeout as realTimeout } from 'node:timers';
import { type CallPlan, callPlan } from './call-plan.ts';
import { invariants } from './invariants.ts';
import type { Ledger } from './ledger.ts';
import type { Wire } from './rule.ts';
import { type CallRecord, type Routes, runCall } from './run-call.ts';
import { watchdog } from './watchdog.ts';

/** A call that broke a rule. */
export interface Violation {
  readonly rule: string;
  readonly index: number;
  readonly detail: string;
}

export interface MixReport {
  readonly calls: number;
  readonly requests: number;
  readonly aborted: number;
  /** How many requests met which fault. */
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

export interface Mix {
  readonly seed: string;
  /** The calls to make, by index. */
  readonly indexes: readonly number[];
  /** How many are under way at a time. */
  readonly concurrency: number;
  readonly wire: Wire;
  /** What the gateway writes to. */
  readonly ledger: Ledger;
  readonly routes: Routes;
  /** Lets a limit of a call pass; without it time is real, and no call has limits. */
  readonly expire?: (ms: number) => void;
}

/** Makes every call of the mix and holds it against the invariants. */
export async function runMix(mix: Mix): Promise<MixReport> {
  const { ledger, routes } = mix;
  const waiting = [...mix.indexes];
  const violations: Violation[] = [];
  const records: CallRecord[] = [];
  const dog = watchdog();
  const worker = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const plan = callPlan(mix.seed, index, { timeouts: mix.expire !== undefined });
      const record = await dog.watch(runCall(plan, routes, ledger, { touch: dog.touch, expire: mix.expire }));
      dog.touch();
      if (record === 'hung')
        return void violations.push({
          rule: 'every call settles',
          index,
          detail: describeHung(plan, ledger),
        });
      records.push(record);
    }
  };
  await Promise.all(Array.from({ length: mix.concurrency }, worker)).finally(dog.stop);
  await atRest(ledger);
  violations.push(...records.flatMap(record => violationsOf(record, mix.wire)));
  violations.push(
    ...ledger.strangers.map(detail => ({ rule: 'every request has a caller', index: -1, detail })),
  );
  return report(records, ledger, violations);
}

/** Waits for the bodies that were cancelled, and no longer than until it is clear that one is left. */
async function atRest(ledger: Ledger): Promise<void> {
  const open = (): boolean =>
    ledger.all().some(({ attempts }) => attempts.some(({ body }) => body === 'open'));
  for (let round = 0; round < 400 && (round < 4 || open()); round++)
    await new Promise(resolve => realTimeout(resolve, 5));
}

function describeHung(plan: CallPlan, ledger: Ledger): string {
  const attempts = ledger.find(plan.token)?.attempts.map(({ fault, body }) => `${fault}: ${body}`);
  return `${plan.kind} by ${plan.caller}, ${attempts?.join(', ')}`;
}

function violationsOf(record: CallRecord, wire: Wire): Violation[] {
  return Object.entries(invariants).flatMap(([rule, broken]) =>
    [...broken(record, wire)].map(detail => ({
      rule,
      index: record.plan.index,
      detail: `${detail} | ${describe(record)}`,
    })),
  );
}

function describe({ plan, entry, openings }: CallRecord): string {
  const attempts = entry.attempts.map(
    ({ fault, refusal, outcome }) => `${fault}${refusal ? ` ${refusal.name}` : ''} (${outcome})`,
  );
  const abort = plan.abort && `, aborted at ${plan.abort.at} ${plan.abort.count}`;
  const leaves = plan.leaveAfter === undefined ? '' : `, left after ${plan.leaveAfter}`;
  return `${plan.kind} by ${plan.caller} over ${plan.route}, ${plan.models}, maxRetries ${plan.maxRetries}${abort ?? ''}${leaves}; attempts: ${attempts.join(', ')}; openings: ${openings.map(({ from, to, ended, rejected }) => `${from}-${to} ${rejected === undefined ? ended : 'rejected'}`)}`;
}

function report(records: readonly CallRecord[], ledger: Ledger, violations: readonly Violation[]): MixReport {
  const attempts = ledger.all().flatMap(entry => entry.attempts);
  const faults: Record<string, number> = {};
  for (const { fault } of attempts) faults[fault] = (faults[fault] ?? 0) + 1;
  return {
    calls: records.length,
    requests: ledger.all().reduce((sum, { requests }) => sum + requests, 0),
    aborted: records.filter(({ signal }) => signal.aborted).length,
    faults,
    violations,
  };
}
