import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { APICallError, LoadAPIKeyError, NoSuchModelError } from '@ai-sdk/provider';
import { createCloudflare as createV2, getCloudflareError } from 'ai-sdk-provider-cloudflare/v2';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import type { AnyProvider, Pair } from '../ai/pair.ts';
import { chunkOf, errorOf, events, rejection } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { fakeFetch, refusal } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

const root = fileURLToPath(new URL('../../node_modules/', import.meta.url));

interface Errors {
  readonly APICallError: typeof APICallError;
  readonly LoadAPIKeyError: typeof LoadAPIKeyError;
  readonly NoSuchModelError: typeof NoSuchModelError;
}

/** The folders of packages in a `node_modules`, those of scopes among them. */
function packagesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap(name =>
    name.startsWith('@') ? readdirSync(folder + name).map(inner => `${name}/${inner}`) : [name],
  );
}

/** Every installed copy of `@ai-sdk/provider`: the SDK's majors, the cores and other packages have their own. */
const copies = packagesIn(root)
  .flatMap(name => [
    name,
    ...packagesIn(`${root}${name}/node_modules/`).map(inner => `${name}/node_modules/${inner}`),
  ])
  .filter(name => existsSync(`${root}${name}/package.json`))
  .map(name => ({ name, manifest: JSON.parse(readFileSync(`${root}${name}/package.json`, 'utf8')) }))
  .filter(({ manifest }) => manifest.name === '@ai-sdk/provider')
  .map(({ name, manifest }) => ({
    name: `${name} (${manifest.version})`,
    load: () => import(`${root}${name}/${manifest.exports['.'].import}`) as Promise<Errors>,
    major: Number(String(manifest.version).split('.')[0]),
  }));

const entries: readonly (readonly [string, Pair['createCloudflare']])[] = [
  ['v2', createV2],
  ['v3', createV3],
  ['v4', createV4],
];

it('copies of every major are installed', () => {
  expect([...new Set(copies.map(({ major }) => major))].sort()).toEqual([2, 3, 4]);
});

describe.each(entries)('errors of %s', (_, create) => {
  const model = (answer: () => Response): AnyProvider =>
    create({ ...connected, fetch: fakeFetch(answer).fetch })('openai/gpt-4o');
  const made = async () => {
    const broken = model(() => events([chunkOf({ content: 'Hel' })]));
    return {
      refused: await rejection(
        model(() => refusal(401, { error: { message: 'no' } })).doGenerate({ prompt: HI }),
      ),
      refusedStream: await rejection(
        model(() => refusal(429, { error: { message: 'no' } })).doStream({ prompt: HI }),
      ),
      cut: errorOf(await collect((await broken.doStream({ prompt: HI })).stream)),
      keyless: await rejection(
        create({ accountId: connected.accountId })('openai/gpt-4o').doGenerate({ prompt: HI }),
      ),
      unknown: await Promise.resolve()
        .then(() => create(connected).imageModel('x'))
        .catch((error: unknown) => error),
    };
  };

  it.each(copies)('are known to $name', async ({ load }) => {
    const copy = await load();
    const { refused, refusedStream, cut, keyless, unknown } = await made();
    for (const error of [refused, refusedStream, cut]) {
      expect(copy.APICallError.isInstance(error)).toBe(true);
      expect(copy.NoSuchModelError.isInstance(error)).toBe(false);
      expect(getCloudflareError(error)?.modelId).toBe('openai/gpt-4o');
    }
    expect(copy.LoadAPIKeyError.isInstance(keyless)).toBe(true);
    expect(copy.NoSuchModelError.isInstance(unknown)).toBe(true);
  });
});
