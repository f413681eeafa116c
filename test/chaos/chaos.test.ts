import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalBinding } from '../../src/testing/binding/create-local-binding.ts';
import { abortableFetch } from '../../src/testing/http/abortable-fetch.ts';
import { scaled } from '../support/scale.ts';
import { activeResources } from './active-resources.ts';
import { chaosGateway } from './chaos-gateway.ts';
import { type FastClock, fastClock } from './fast-clock.ts';
import { faultKinds } from './fault-plan.ts';
import { Ledger } from './ledger.ts';
import { type Routes, routeOf } from './run-call.ts';
import { type MixReport, runMix } from './run-mix.ts';
import { TOKEN, tokens } from './secrets.ts';

const { CHAOS_SEED, CHAOS_CALL, CHAOS_CALLS } = process.env;
const seeds = CHAOS_SEED === undefined ? ['1', '2', '3'].slice(0, scaled(1, 3)) : [CHAOS_SEED];
const calls = Number(CHAOS_CALLS ?? 600);
const indexes =
  CHAOS_CALL === undefined ? Array.from({ length: calls }, (_, index) => index) : [Number(CHAOS_CALL)];

/** In memory: what was sent has arrived. */
function routes(ledger: Ledger): Routes {
  const handle = chaosGateway(createLocalGateway({ tokens }), ledger);
  const settings = { ...localGatewayDefaults, apiToken: TOKEN, fetch: abortableFetch(handle) };
  const gatewayId = localGatewayDefaults.gatewayId;
  const binding = (refuseSignals: boolean) =>
    routeOf(createCloudflare({ binding: createLocalBinding(handle, { refuseSignals }), gatewayId }));
  return {
    rest: routeOf(createCloudflare(settings)),
    compat: routeOf(createCloudflare({ ...settings, endpoint: 'compat' })),
    binding: binding(false),
    'binding without signals': binding(true),
  };
}

describe.each(seeds)('chaos with the seed %s', seed => {
  let clock: FastClock;
  let resources: Readonly<Record<string, number>>;
  let report: MixReport;

  beforeAll(async () => {
    resources = activeResources();
    clock = fastClock();
    const ledger = new Ledger();
    const wire = { lossless: true };
    const { expire } = clock;
    report = await runMix({
      seed,
      indexes,
      concurrency: 100,
      wire,
      ledger,
      routes: routes(ledger),
      expire,
    });
  }, 120_000);
  afterAll(() => clock.restore());

  it('breaks no rule in any call', () => {
    const lines = report.violations.map(
      ({ rule, index, detail }) =>
        `${rule}: ${detail}\n    CHAOS_SEED=${seed} CHAOS_CALL=${index} npx vitest run test/chaos`,
    );
    if (lines.length > 0)
      throw new Error(`${lines.length} violations with CHAOS_SEED=${seed}\n${lines.slice(0, 30).join('\n')}`);
    expect(report.calls).toBe(indexes.length);
  });

  it('leaves no timer and no handle', () => {
    expect(clock.pending()).toBe(0);
    expect(activeResources()).toEqual(resources);
  });

  // One call, or a few of them, do not meet everything.
  it.runIf(indexes.length >= 600)('meets every fault, and aborts', () => {
    expect(Object.keys(report.faults).sort()).toEqual([...faultKinds].sort());
    expect(report.aborted).toBeGreaterThan(20);
    expect(report.requests).toBeGreaterThan(report.calls);
  });
});
