import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';
import { start } from './command.mjs';
import { forUser } from './project.mjs';

const fixtures = `${root}test/package-matrix/types/`;

/** The module resolutions, with the kind of modules that each goes with. */
const resolutions = { node16: 'node16', nodenext: 'nodenext', bundler: 'preserve' };

/**
 * The declarations of the SDK itself, which need `@types/node` and `@types/json-schema` that it does not install.
 * Everything else that a compiler finds is ours.
 */
const ofTheSDK = /^(\.\.\/)*node_modules\/(ai-sdk-provider-cloudflare\/node_modules\/)?(@ai-sdk|ai)\//;

/** A user's code compiled under one resolution: strict, with `skipLibCheck` off, and nothing installed for types. */
export const typesChecks = Object.entries(resolutions).map(([resolution, module]) => ({
  id: resolution,
  // A compiler takes seconds. The row `bare` has all entries, so the other resolutions are told there.
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

/** Rows with an entry of their own share one fixture, written for `/v4`. */
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
