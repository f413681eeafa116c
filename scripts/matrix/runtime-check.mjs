import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';
import { output } from './command.mjs';
import { copyFixtures } from './project.mjs';
import { findRuntime } from './runtimes.mjs';
import { Skip } from './skip.mjs';

const fixtures = `${root}test/package-matrix/run/`;

/** Tests `import` and `require` of a row's entry on one runtime, with real calls to a local gateway. */
export function runtimeCheck(runtime) {
  return {
    id: runtime.id,
    quick: runtime.major !== undefined,
    async run({ row, project, work }) {
      const { lowestNode = 0 } = row.project;
      if (runtime.major < lowestNode) throw new Skip(`ai 7 is tested from Node ${lowestNode} on`);
      const executable = await findRuntime(work, runtime);
      const home = join(project, `${row.id}-${runtime.id}`);
      const folder = copyFixtures(fixtures, join(home, 'package-matrix/run'), row);
      // The modules that the fixtures import.
      mkdirSync(join(home, 'runtime'), { recursive: true });
      copyFileSync(`${root}test/runtime/smoke-checks.mjs`, join(home, 'runtime/smoke-checks.mjs'));
      const scripts = row.id === 'bare' ? ['bare.mjs', 'bare.cjs'] : ['call.mjs', 'call.cjs'];
      for (const script of scripts) {
        const args = [...runtime.flags, script, row.adapted ? 'adapted' : 'as it is'];
        const facts = lastLine(await output(executable, args, { cwd: folder, env: withoutAccount() }));
        assert.equal(facts.runtime, runtimeName(runtime, executable), `${script} ran on another runtime`);
        assert.deepEqual(facts.specifications, specificationsOf(row), `${script} has other models`);
      }
    },
  };
}

function runtimeName({ id, major, version }, executable) {
  if (major === undefined) return `${id} ${version}`;
  return `node ${executable === process.execPath ? process.versions.node : version}`;
}

const specificationsOf = row => (row.id === 'bare' ? ['v2', 'v2', 'v3', 'v4'] : [row.specification]);

/** The last line of a fixture's output is JSON. */
function lastLine(text) {
  return JSON.parse(text.trim().split('\n').at(-1));
}

/** No call may reach a real account, whatever the environment of this machine contains. */
export function withoutAccount(added = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(CLOUDFLARE|CF)_/.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1', ...added };
}
