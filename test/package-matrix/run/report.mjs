import assert from 'node:assert/strict';
import { smoke } from '../../runtime/smoke-checks.mjs';
import { acrossCopies } from './across-copies.mjs';
import { runtimeName } from './runtime-name.mjs';
import { sdkHosts } from './sdk-hosts.mjs';

/** Everything that a user of the SDK does with a provider, then one line of JSON that says where and with what. */
export async function report(modules) {
  const warnings = [];
  globalThis.AI_SDK_LOG_WARNINGS = given => warnings.push(...(given.warnings ?? given));
  await smoke(modules);
  await sdkHosts(modules);
  await acrossCopies(modules);
  // A model that the SDK adapts is announced at each call.
  const found = warnings.filter(({ type }) => type === 'compatibility');
  if (process.argv[2] === 'adapted') assert.ok(found.length > 0, 'the SDK adapts without saying so');
  else assert.deepEqual(found, [], 'the SDK adapts what it should take as it is');
  const { specificationVersion } = modules.provider.cloudflare('openai/gpt-4o');
  console.log(JSON.stringify({ runtime: runtimeName(), specifications: [specificationVersion] }));
}
