// `npm run bench`: all figures of docs/internals/performance.md, in one run.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { completion, memoryFetch, reads } from './canned.ts';
import { cpuTime, type Figures, interleaved } from './measure.ts';
import { builtEntry, packageRoot } from './package-root.ts';
import { sizes } from './sizes.ts';
import { type Variant, variants } from './variants.ts';
import { withServer } from './with-server.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '31' },
    only: { type: 'string', default: 'generate,stream,memory,import,size' },
  },
});
const rounds = Number(values.rounds);
const only = values.only.split(',');
const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello there.' }] }];
const chunks = 1000;
const report: Record<string, unknown> = {
  node: process.version,
  cpus: (await import('node:os')).cpus().length,
  rounds,
};

type Work = (variant: Variant) => Promise<number>;

async function compare(name: string, list: readonly Variant[], work: Work): Promise<void> {
  const works = Object.fromEntries(list.map(variant => [variant.name, () => work(variant)]));
  const figures = await interleaved(rounds, 'core', works);
  report[name] = figures;
  if (!values.json) print(name, figures);
}

function print(name: string, figures: Figures): void {
  const cells = Object.entries(figures).map(
    ([variant, { value, ratio }]) => `${variant} ${value.toFixed(1)} (${ratio.toFixed(2)} ×)`,
  );
  console.log(`${name.padEnd(52)} ${cells.join('   ')}`);
}

const generateCalls =
  (calls: number): Work =>
  async variant => {
    const time = await cpuTime(async () => {
      for (let call = 0; call < calls; call++) await variant.generate(prompt);
    });
    return time / calls;
  };
const streamChunks: Work = async variant => (await cpuTime(() => variant.stream(prompt))) / chunks;
const firstPart: Work = async variant => variant.stream(prompt);

if (!values.json)
  console.log(
    `Node ${process.version}, ${rounds} rounds. Medians; × = ratio to the core in the same rounds.\n`,
  );

if (only.includes('generate')) {
  await compare(
    'generate, in memory, µs CPU per call',
    await variants(memoryFetch(completion), 'http://127.0.0.1:1'),
    generateCalls(1000),
  );
  await withServer(chunks, 4096, async origin =>
    compare('generate, loopback, µs CPU per call', await variants(fetch, origin), generateCalls(500)),
  );
}
if (only.includes('stream')) {
  for (const size of ['event', 4096] as const) {
    const name = size === 'event' ? 'one event a read' : '4 KiB reads';
    const list = await variants(memoryFetch(reads(chunks, size)), 'http://127.0.0.1:1');
    await compare(`stream, in memory, ${name}, µs CPU per chunk`, list, streamChunks);
    await compare(`stream, in memory, ${name}, ms to first part`, list, firstPart);
    // The core cannot read these: it reads the same words as it knows them.
    const parts = await variants(memoryFetch(reads(chunks, size, 'parts')), 'http://127.0.0.1:1');
    const quirky = [
      ...list.filter(({ name }) => name === 'core'),
      ...parts.filter(({ name }) => name === 'ours'),
    ];
    await compare(`stream, in memory, a quirk a chunk, ${name}, µs CPU`, quirky, streamChunks);
    await withServer(chunks, size, async origin => {
      const loopback = await variants(fetch, origin);
      await compare(`stream, loopback, ${name}, µs CPU per chunk`, loopback, streamChunks);
      await compare(`stream, loopback, ${name}, ms to first part`, loopback, firstPart);
    });
  }
}

function inChild(script: string, ...args: string[]): number {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return Number(execFileSync(process.execPath, [path, ...args], { encoding: 'utf8' }));
}
function importTime(module: string): number {
  const path = fileURLToPath(new URL('bench/import-time.mjs', packageRoot));
  return Number(execFileSync(process.execPath, [path, module], { encoding: 'utf8' }));
}

if (only.includes('memory')) {
  const figures = await interleaved(Math.min(rounds, 11), 'core', {
    core: async () => inChild('child.mjs', 'memory', 'core') / 1024,
    ours: async () => inChild('child.mjs', 'memory', 'ours') / 1024,
  });
  report['peak RSS, 10 MB prompt, MiB'] = figures;
  if (!values.json) print('peak RSS, 10 MB prompt, MiB', figures);
}
if (only.includes('import')) {
  const built = builtEntry;
  const figures = await interleaved(Math.min(rounds, 31), 'core', {
    core: async () => importTime('@ai-sdk/openai-compatible'),
    ours: async () => importTime(built),
  });
  report['import in a fresh process, ms'] = figures;
  if (!values.json) print('import in a fresh process, ms', figures);
}
if (only.includes('size')) {
  report.size = await sizes();
  if (!values.json) {
    for (const [name, { minified, gzipped }] of Object.entries(await sizes())) {
      console.log(
        `size, ${name}`.padEnd(52),
        `${(minified / 1000).toFixed(1)} kB minified, ${(gzipped / 1000).toFixed(1)} kB gzipped`,
      );
    }
  }
}
if (values.json) console.log(JSON.stringify(report, null, 2));
