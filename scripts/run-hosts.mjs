// Tries the built package in the programs that load, run or serve it, with the code of docs/guides/hosts.md:
// `npm run build && npm run hosts`. The packages have a folder of their own, so that the root install stays small.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { installPackages, installProvider } from './install-folder.mjs';
import { root, run } from './run.mjs';

const page = readFileSync(`${root}docs/guides/hosts.md`, 'utf8');
const snippets = `${root}hosts/snippets/`;

installPackages('hosts');
// For Node 22, which today's miniflare requires.
installPackages('runtimes');
installProvider('hosts');

rmSync(snippets, { recursive: true, force: true });
mkdirSync(snippets);
for (const [, name, code] of page.matchAll(/^```ts host=([\w.]+)\n(.*?)^```$/gms))
  writeFileSync(`${snippets}${name}.ts`, code);

run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'hosts']);
run(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-concurrency=2', 'hosts/hosts.test.ts', 'hosts/opencode.test.ts'],
  {
    env: { ...process.env, TSX_TSCONFIG_PATH: 'hosts/tsconfig.json' },
  },
);
