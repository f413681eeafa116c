import { readFileSync } from 'node:fs';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { expect, it } from 'vitest';
import { generatedIds } from '../../scripts/models/generated-files.ts';
import { isFull } from '../support/scale.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

// Reading the vendors' packages takes seconds.
it.skipIf(!isFull)('what editors complete is what the installed packages list: `npm run models`', () => {
  for (const [path, text] of Object.entries(generatedIds())) expect(read(path)).toBe(text);
});

it('every completed id is accepted by its method', () => {
  const [chat = '', embeddings = ''] = read('src/upstreams/listed-model-ids.ts').split(
    'ListedEmbeddingModelId',
  );
  const provider = createCloudflare();
  const idsIn = (text: string): string[] => [...text.matchAll(/\| '(.+)'/g)].map(([, id]) => String(id));
  expect(idsIn(chat).length).toBeGreaterThan(200);
  expect(idsIn(embeddings).length).toBeGreaterThan(15);
  for (const id of idsIn(chat)) expect(provider.languageModel(id).modelId).toBe(id);
  for (const id of idsIn(embeddings)) expect(provider.textEmbeddingModel(id).modelId).toBe(id);
});
