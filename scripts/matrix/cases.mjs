import { readFileSync } from 'node:fs';
import { root } from '../run.mjs';

/** The manifest of the package: the SDK's majors are tried in the versions that the tests use. */
export const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const versionOf = name => manifest.devDependencies[name].replace(/^npm:.*@/, '');
const lowestZod = /^\^(\S+)/.exec(manifest.peerDependencies.zod)[1];

const ai5 = { name: 'ai5', dependencies: { ai: versionOf('ai'), zod: versionOf('zod') } };
const ai6 = { name: 'ai6', dependencies: { ai: versionOf('ai6'), zod: versionOf('zod') } };
/** AI SDK 7 declares Node 22, and is ESM only. It runs on Node 20 too, whose `require` takes ES modules since 20.19. */
const ai7 = { name: 'ai7', dependencies: { ai: versionOf('ai7'), zod: versionOf('zod') }, lowestNode: 20 };
/** Nothing but the package and the lowest peer: the entries bring what they need of their specification. */
const bare = { name: 'bare', dependencies: { zod: lowestZod } };

/**
 * The rows. `entry` is the sub-path that the row imports, `specification` what its models speak; `adapted` says that
 * the major of the SDK puts an adapter before them, and a warning with each call. Rows of one `project` share one
 * installation: the package, its declared peer and the SDK, and nothing else.
 */
export const cases = [
  { id: 'root-ai5', title: 'root + ai 5', entry: '', specification: 'v2', adapted: false, project: ai5 },
  { id: 'root-ai6', title: 'root + ai 6', entry: '', specification: 'v2', adapted: true, project: ai6 },
  { id: 'root-ai7', title: 'root + ai 7', entry: '', specification: 'v2', adapted: true, project: ai7 },
  { id: 'v3-ai6', title: '/v3 + ai 6', entry: '/v3', specification: 'v3', adapted: false, project: ai6 },
  // AI SDK 7 adapts this one without a word.
  { id: 'v3-ai7', title: '/v3 + ai 7', entry: '/v3', specification: 'v3', adapted: false, project: ai7 },
  { id: 'v4-ai7', title: '/v4 + ai 7', entry: '/v4', specification: 'v4', adapted: false, project: ai7 },
  { id: 'bare', title: `all, no ai, zod ${lowestZod}`, entry: '', project: bare },
];
