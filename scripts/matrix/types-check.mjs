import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';
import { start } from './command.mjs';
import { forUser } from './project.mjs';

const fixtures = `${root}test/package-matrix/types/`;

/** The module resolutions, each with its module kind. */
const resolutions = { node16: 'node16', nodenext: 'nodenext', bundler: 'preserve' };

/**
 * The SDK's own declarations, which need `@types/node` and `@types/json-schema` but do not install them. All other
 * errors are ours.
 */
const ofTheSDK = /^(\.\.\/)*node_modules\/(ai-sdk-provider-cloudflare\/node_modules\/)?(@ai-sdk|ai)\//;

/** Compiles a user's code with one resolution: strict, with `skipLibCheck` off, and without extra type packages. */
export const typesChecks = Object.entries(resolutions).map(([resolution, module]) => ({
  id: resolution,
  // The compiler takes seconds. The row `bare` has all entries, so it covers the other resolutions.
  quick: resolution === 'nodenext' ? true : 'bare',
  async run({ row, project }) {
    const folder = join(project, `${row.id}-${resolution}`);
    writeConsumer(folder, { row, module, resolution });
    const tsc = `${root}node_modules/typescript/bin/tsc`;
    const { stdout, code } = await start(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder });
    const found = stdout.split('\n').filter(line => /error TS\d+/.test(line));
    const ours = found.filter(line => !ofTheSDK.test(line));
    if (ours.length > 0) throw new Error(ours.join('\n'));
    if (code !== 0 && found.length === 0) throw new Error(stdout);
    return found.length > 0 ? `${found.length} errors in the SDK's own declarations` : undefined;
  },
}));

/** Rows with their own entry share one fixture, written for `/v4`. */
function fixtureFor(row) {
  if (row.entry === '') return readFileSync(`${fixtures}${row.id}.mts`, 'utf8');
  const native = readFileSync(`${fixtures}native.mts`, 'utf8');
  return native.replaceAll("/v4'", `${row.entry}'`).replaceAll("'v4'", `'${row.entry.slice(1)}'`);
}

function writeConsumer(folder, { row, module, resolution }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const required = row.id === 'bare' ? 'bare-required.cts' : 'required.cts';
  const sources = {
    'imported.mts': fixtureFor(row),
    'required.cts': readFileSync(fixtures + required, 'utf8'),
  };
  for (const [target, source] of Object.entries(sources)) {
    writeFileSync(join(folder, target), forUser(source, row));
  }
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
    module,
    moduleResolution: resolution,
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: Object.keys(sources) }),
  );
}
