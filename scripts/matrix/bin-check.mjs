import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases, manifest } from './cases.mjs';
import { output } from './command.mjs';
import { withoutAccount } from './runtime-check.mjs';
import { Skip } from './skip.mjs';

const [command] = Object.keys(manifest.bin);

/** Runs the command line as npm links it into a project. */
export const binCheck = {
  id: 'bin',
  quick: true,
  async run({ row, project }) {
    const first = cases.find(other => other.project === row.project);
    if (first !== row) throw new Skip('same installation as another row: see there');
    const bin = join(project, 'node_modules/.bin', command);
    const options = { cwd: project, env: withoutAccount() };
    const installed = JSON.parse(
      readFileSync(join(project, 'node_modules', manifest.name, 'package.json'), 'utf8'),
    );
    assert.equal((await output(bin, ['version'], options)).trim(), installed.version);
    const args = ['ask', '--local', '--json', '-m', 'openai/gpt-4o', 'Say hello to Ada'];
    assert.match(await output(bin, args, options), /Ada/);
  },
};
