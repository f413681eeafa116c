import { readFileSync } from 'node:fs';
import { root } from '../run.mjs';

/** The package's manifest. The SDK majors are tested in the versions that the tests use. */
export const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const versionOf = name => manifest.devDependencies[name].replace(/^npm:.*@/, '');
const lowestZod = /^\^(\S+)/.exec(manifest.peerDependencies.zod)[1];

const ai5 = { name: 'ai5', dependencies: { ai: versionOf('ai'), zod: versionOf('zod') } };
const ai6 = { name: 'ai6', dependencies: { ai: versionOf('ai6'), zod: versionOf('zod') } };
/** AI SDK 7 declares Node 22 and is ESM only. It also runs on Node 20, whose `require` loads ES modules since 20.19. */
const ai7 = { name: 'ai7', dependencies: { ai: versionOf('ai7'), zod: versionOf('zod') }, lowestNode: 20 };
/** Only the package and the lowest peer: the entries bundle what they need of their specification. */
const bare = { name: 'bare', dependencies: { zod: lowestZod } };

/**
 * The rows. `entry` is the sub-path that the row imports, `specification` the version of its models. `adapted` means that
 * the SDK major wraps them in an adapter and warns with each call. Rows with the same `project` share one installation:
 * only the package, its declared peer and the SDK.
 */
export const cases = [
  { id: 'root-ai5', title: 'root + ai 5', entry: '', specification: 'v2', adapted: false, project: ai5 },
  { id: 'root-ai6', title: 'root + ai 6', entry: '', specification: 'v2', adapted: true, project: ai6 },
  { id: 'root-ai7', title: 'root + ai 7', entry: '', specification: 'v2', adapted: true, project: ai7 },
  { id: 'v3-ai6', title: '/v3 + ai 6', entry: '/v3', specification: 'v3', adapted: false, project: ai6 },
  // AI SDK 7 adapts this one without a warning.
  { id: 'v3-ai7', title: '/v3 + ai 7', entry: '/v3', specification: 'v3', adapted: false, project: ai7 },
  { id: 'v4-ai7', title: '/v4 + ai 7', entry: '/v4', specification: 'v4', adapted: false, project: ai7 },
  { id: 'bare', title: `all, no ai, zod ${lowestZod}`, entry: '', project: bare },
];
