import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Edits a file of a package. An edit without effect is a bug in this file. */
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
 * Broken packages. Each must be detected by one cell (`node` is the column of the running Node), with a reason that
 * matches `reason`.
 */
export const breakages = [
  {
    name: '"./v3" names a missing CommonJS file',
    cell: 'v3-ai6/node',
    reason: /MODULE_NOT_FOUND/,
    make: folder =>
      editManifest(folder, ({ exports }) => {
        exports['./v3'].require.default = './dist/gone.cjs';
      }),
  },
  {
    name: '"./v4" has the types of the root entry',
    cell: 'v4-ai7/bundler',
    reason: /'"v2"' is not assignable to type '"v4"'/,
    make: folder =>
      editManifest(folder, ({ exports }) => {
        exports['./v4'].import.types = './dist/index.d.ts';
      }),
  },
  {
    name: 'a declaration imports from a package that does not exist',
    cell: 'root-ai5/nodenext',
    reason: /dist\/index\.d\.cts.*TS2307/,
    make: folder => edit(folder, 'dist/index.d.cts', text => `import type {} from 'nowhere';\n${text}`),
  },
  {
    name: 'the root entry imports a Node built-in module',
    cell: 'root-ai5/browser',
    reason: /Could not resolve "node:fs"/,
    make: folder => edit(folder, 'dist/index.js', text => `import 'node:fs';\n${text}`),
  },
  {
    name: 'the root entry loads the file of a later specification',
    cell: 'bare/tree',
    reason: /loads a later specification/,
    make: folder => edit(folder, 'dist/index.js', text => `import './v4.js';\n${text}`),
  },
  {
    name: '/v4 imports a core that is not installed',
    cell: 'v4-ai7/tree',
    reason: /imports more than allowed/,
    make: folder => edit(folder, 'dist/v4.js', text => `import '@ai-sdk/openai-compatible';\n${text}`),
  },
  {
    name: 'models of /v4 report V3, which SDK 7 adapts',
    cell: 'v4-ai7/node',
    reason: /has other models/,
    make: folder => edit(folder, 'dist/sdk-v4.js', text => text.replaceAll(/(ersion: )"v4"/g, '$1"v3"')),
  },
  {
    name: 'the command is not in the package',
    cell: 'root-ai5/bin',
    reason: /MODULE_NOT_FOUND|ENOENT/,
    make: folder => rmSync(join(folder, 'dist/cli.js')),
  },
  {
    name: 'a dependency is not installed',
    cell: 'bare/node',
    reason: /ERR_MODULE_NOT_FOUND/,
    make: folder => rmSync(join(folder, '../@ai-sdk/openai-compatible'), { recursive: true }),
  },
];
