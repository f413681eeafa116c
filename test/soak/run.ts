// The chaos mix against the local gateway over loopback HTTP, for minutes: `npm run soak`, `npm run soak -- 10`.

import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { createLocalBinding } from '../../src/testing/binding/create-local-binding.ts';
import { activeResources } from '../chaos/active-resources.ts';
import { chaosGateway } from '../chaos/chaos-gateway.ts';
import { Ledger } from '../chaos/ledger.ts';
import { type Routes, routeOf } from '../chaos/run-call.ts';
import { type MixReport, runMix, type Violation } from '../chaos/run-mix.ts';
import { TOKEN, tokens } from '../chaos/secrets.ts';

const MINUTES = 3;
const CALLS_PER_ROUND = 1000;
/** Many wait for a second or more, since the SDK pauses before it repeats a call. */
const CONCURRENCY = 300;
const SAMPLE_EVERY_MS = 15_000;
/** How much the heap may be above its base at the end: what caches of the runtime take. */
const HEAP_TOLERANCE = 1.2;

interface Sample {
  readonly seconds: number;
  readonly rssMB: number;
  readonly heapMB: number;
  readonly calls: number;
}

interface Totals {
  readonly calls: number;
  readonly requests: number;
  readonly aborted: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly losses: readonly (Violation & { readonly seed: string })[];
  readonly samples: readonly Sample[];
}

const minutes = Number(process.argv[2] ?? MINUTES);
const seed = process.argv[3] ?? Math.floor(Date.now() / 1000).toString(36);
if (!(minutes > 0)) throw new Error('usage: npm run soak -- [minutes] [seed]');
const { gc } = globalThis;
if (gc === undefined) throw new Error('memory is measured after a collection: run node with --expose-gc');

process.exitCode = (await soak()) ? 0 : 1;

async function soak(): Promise<boolean> {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  console.log(
    `soak: ${minutes} min, seed ${seed}, Node ${process.version}, ${process.platform} ${process.arch}`,
  );
  const resources = activeResources();
  const gateway = createLocalGateway({ tokens });
  // A ledger for each round: the mix must not keep what it wants to see freed.
  let ledger = new Ledger();
  const handle = (request: Request): Promise<Response> => chaosGateway(gateway, ledger)(request);
  const server = await serveLocalGateway({ ...gateway, handle });
  const routes = routesTo(server.url, handle);
  const started = Date.now();
  let totals: Totals = { calls: 0, requests: 0, aborted: 0, faults: {}, losses: [], samples: [] };
  for (let round = 0; Date.now() - started < minutes * 60_000; round++) {
    const own = `${seed}r${round}`;
    const indexes = Array.from({ length: CALLS_PER_ROUND }, (_, index) => index);
    const wire = { lossless: false };
    const report = await runMix({ seed: own, indexes, concurrency: CONCURRENCY, wire, ledger, routes });
    totals = added(totals, report, own);
    gateway.reset();
    ledger = new Ledger();
    totals = sampled(totals, Date.now() - started);
  }
  await server.close();
  return conclude(totals, { before: resources, after: await settledResources(resources) });
}

/** Real sockets for REST and the unified endpoint; a binding has none. */
function routesTo(url: string, handle: (request: Request) => Promise<Response>): Routes {
  const settings = { ...localGatewayDefaults, apiToken: TOKEN };
  const { accountId, gatewayId } = localGatewayDefaults;
  const compat = `${url}/v1/${accountId}/${gatewayId}/compat`;
  const binding = (refuseSignals: boolean) =>
    routeOf(createCloudflare({ binding: createLocalBinding(handle, { refuseSignals }), gatewayId }));
  return {
    rest: routeOf(createCloudflare({ ...settings, baseURL: url })),
    compat: routeOf(createCloudflare({ ...settings, baseURL: compat })),
    binding: binding(false),
    'binding without signals': binding(true),
  };
}

function added(totals: Totals, report: MixReport, own: string): Totals {
  const faults = { ...totals.faults };
  for (const [kind, count] of Object.entries(report.faults)) faults[kind] = (faults[kind] ?? 0) + count;
  for (const { rule, index, detail } of report.violations)
    console.log(`LOST ${rule} (seed ${own}, call ${index}): ${detail.slice(0, 600)}`);
  return {
    ...totals,
    calls: totals.calls + report.calls,
    requests: totals.requests + report.requests,
    aborted: totals.aborted + report.aborted,
    faults,
    losses: [...totals.losses, ...report.violations.map(violation => ({ ...violation, seed: own }))],
  };
}

/** With a sample of the memory, where the last one is old enough. The first round warms everything up. */
function sampled(totals: Totals, elapsedMs: number): Totals {
  const last = totals.samples.at(-1);
  if (last !== undefined && elapsedMs - last.seconds * 1000 < SAMPLE_EVERY_MS) return totals;
  gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const sample = {
    seconds: Math.round(elapsedMs / 1000),
    rssMB: Math.round(rss / 2 ** 20),
    heapMB: Math.round((heapUsed / 2 ** 20) * 10) / 10,
    calls: totals.calls,
  };
  console.log(
    `${String(sample.seconds).padStart(5)} s  RSS ${sample.rssMB} MB  heap ${sample.heapMB} MB  ${sample.calls} calls`,
  );
  return { ...totals, samples: [...totals.samples, sample] };
}

/** Sockets take a moment to close. */
async function settledResources(before: object): Promise<Readonly<Record<string, number>>> {
  for (let round = 0; round < 100; round++) {
    if (JSON.stringify(activeResources()) === JSON.stringify(before)) break;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return activeResources();
}

interface Left {
  readonly before: object;
  readonly after: object;
}

function conclude({ calls, requests, aborted, faults, losses, samples }: Totals, left: Left): boolean {
  const [base, end] = [samples[0]?.heapMB ?? 0, samples.at(-1)?.heapMB ?? 0];
  const flat = end <= base * HEAP_TOLERANCE;
  const clean = JSON.stringify(left.before) === JSON.stringify(left.after);
  console.log(`calls ${calls}, requests ${requests}, given up ${aborted}`);
  console.table(Object.fromEntries(Object.entries(faults).sort(([, a], [, b]) => b - a)));
  console.log(`losses ${losses.length}`);
  console.log(`heap ${base} MB after the first round, ${end} MB at the end: ${flat ? 'flat' : 'GROWN'}`);
  console.log(`handles before and after ${JSON.stringify(left.before)} -> ${JSON.stringify(left.after)}`);
  return losses.length === 0 && flat && clean;
}
