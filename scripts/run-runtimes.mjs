// Tests the built package on its users' runtimes: `npm run build && npm run runtimes`.
import { readdirSync, readFileSync } from 'node:fs';
import { installPackages } from './install-folder.mjs';
import { root, run } from './run.mjs';

const folder = `${root}runtimes/`;
const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
const nodeOf = name => `${folder}node_modules/${name}/bin/node`;

function heading(text) {
  console.log(`\n─ ${text}`);
}

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', '!types', '--reporter=dot'];

// What depends most on the runtime: fetch, streams, timers and servers. The workflow of CI runs whole suites on each
// version.
const closest = [
  'test/ai',
  'test/answer',
  'test/request',
  'test/endpoints',
  'test/fallback',
  'test/kinds',
  'test/vendors',
  'test/cli',
];
// Pairs that the SDK adapts, since native pairs are enough, and what turns one text or message into another: that is the
// same JavaScript everywhere.
const others = [
  'test/ai/v2-ai-6',
  'test/ai/v2-ai-7',
  'test/ai/v3-ai-7',
  'test/ai/switched-vendors',
  'test/answer/audit',
  'test/answer/calls-in-text',
  'test/answer/content-shapes',
  'test/answer/named-calls',
  'test/answer/tool-call-shapes',
].map(path => `${path}.test.ts`);
// By name, since vitest passes no `--exclude` on to its projects.
const suites = closest
  .flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true }).map(
      name => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  )
  .filter(path => path.endsWith('.test.ts') && !others.includes(path));

installPackages('runtimes');
for (const name of Object.keys(dependencies)) {
  heading(`${name}: the built package, imported and required`);
  run(nodeOf(name), ['test/runtime/smoke.mjs']);
  run(nodeOf(name), ['test/runtime/smoke.cjs']);
  // vitest itself needs Node 20; types do not depend on the runtime.
  if (name === 'node18') continue;
  heading(`${name}: the tests of what depends on the runtime most`);
  run(nodeOf(name), [...vitest, ...suites]);
}

heading('workerd and browsers: the built package, bundled');
const bundled = ['workerd', 'workerd-account', 'workerd-binding', 'browser-bundle'].map(
  name => `test/runtime/${name}.test.ts`,
);
run(process.execPath, [...vitest, ...bundled], {
  env: { ...process.env, RUNTIME_TARGET: 'dist' },
});
