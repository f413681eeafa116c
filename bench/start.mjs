// `npm run bench`: installs the peers, compiles the benchmark and runs it, on this Node or on those of `--node`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';
import { install } from './install.mjs';

const here = new URL('.', import.meta.url);
const runtimes = new URL('../runtimes/', here);

/** Removes an option with its value from the arguments. */
function take(args, name) {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args.splice(at, 2)[1];
}

/** The binary for `22` (the running Node, or one from npm), or a path to a binary as given. */
function binaryOf(node) {
  if (node === process.versions.node.split('.')[0]) return process.execPath;
  if (existsSync(node)) return node;
  install(runtimes);
  const binary = fileURLToPath(new URL(`node_modules/node${node}/bin/node`, runtimes));
  if (!existsSync(binary)) throw new Error(`runtimes/ has no Node ${node}.`);
  return binary;
}

const args = process.argv.slice(2);
const nodes = (take(args, '--node') ?? process.execPath).split(',').map(binaryOf);
const script = args[0] === 'profile' ? `${args.shift()}.mjs` : 'run.mjs';
const at = args.indexOf('--against');
// Only compared clients are loaded; a comparison with only the core needs no peers.
const own = ['core', 'ours', 'fetch', 'openai', 'against'];
const clients = args[args.indexOf('--clients') + 1];
const needsPeers = !args.includes('--clients') || clients.split(',').some(name => !own.includes(name));
if (script === 'run.mjs' && needsPeers) install(new URL('peers/', here), '--omit=optional');
const outdir = await compile(at === -1 ? undefined : args[at + 1]);
// Keeps the status until all have run, so that one failing Node does not hide the others.
for (const node of nodes) {
  const { status } = spawnSync(node, [outdir + script, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
