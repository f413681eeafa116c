import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Changes a file of a package. A change that changes nothing is a mistake in this file. */
function edit(folder, file, change) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`the breakage does not change ${file}`);
  writeFileSync(path, changed);
}

const editManifest = (folder, change) =>
  edit(folder, 'package.json', text => {
    const content = JSON.parse(text);
    change(content);
    return JSON.stringify(content);
  });

/**
 * Packages as they must not be published. Each is told by one cell (`node` is the column of the Node that runs this),
 * with words of `told` in its reason.
 */
export const breakages = [
  {
    name: '"./v3" names a CommonJS file that is not there',
    cell: 'v3-ai6/node',
    told: /MODULE_NOT_FOUND/,
    make: folder =>
      editManifest(folder, ({ exports }) => {
        exports['./v3'].require.default = './dist/gone.cjs';
      }),
  },
  {
    name: '"./v4" has the types of the root entry',
    cell: 'v4-ai7/bundler',
    told: /'"v2"' is not assignable to type '"v4"'/,
    make: folder =>
      editManifest(folder, ({ exports }) => {
        exports['./v4'].import.types = './dist/index.d.ts';
      }),
  },
  {
    name: 'a declaration imports from a package that nobody has',
    cell: 'root-ai5/nodenext',
    told: /dist\/index\.d\.cts.*TS2307/,
    make: folder => edit(folder, 'dist/index.d.cts', text => `import type {} from 'nowhere';\n${text}`),
  },
  {
    name: 'the root entry needs a module of Node',
    cell: 'root-ai5/browser',
    told: /Could not resolve "node:fs"/,
    make: folder => edit(folder, 'dist/index.js', text => `import 'node:fs';\n${text}`),
  },
  {
    name: 'the root entry loads the file of a later specification',
    cell: 'bare/tree',
    told: /loads a later specification/,
    make: folder => edit(folder, 'dist/index.js', text => `import './v4.js';\n${text}`),
  },
  {
    name: '/v4 takes its core from where none is installed',
    cell: 'v4-ai7/tree',
    told: /imports more than it may/,
    make: folder => edit(folder, 'dist/v4.js', text => `import '@ai-sdk/openai-compatible';\n${text}`),
  },
  {
    name: 'models of /v4 call themselves V3, which SDK 7 adapts',
    cell: 'v4-ai7/node',
    told: /has other models/,
    make: folder => edit(folder, 'dist/sdk-v4.js', text => text.replaceAll(/(ersion: )"v4"/g, '$1"v3"')),
  },
  {
    name: 'the command is not in the package',
    cell: 'root-ai5/bin',
    told: /MODULE_NOT_FOUND|ENOENT/,
    make: folder => rmSync(join(folder, 'dist/cli.js')),
  },
  {
    name: 'a dependency is not installed',
    cell: 'bare/node',
    told: /ERR_MODULE_NOT_FOUND/,
    make: folder => rmSync(join(folder, '../@ai-sdk/openai-compatible'), { recursive: true }),
  },
];
