import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected, refused, send } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

/** Settings as a host passes them: all that its user wrote, under the name that it gave the provider. */
const hosted = (settings: object): typeof connected => ({ ...connected, name: 'my-gateway', ...settings });

describe('a host that names its provider', () => {
  it('keeps the settings that are its own', async () => {
    const own = {
      timeout: 600_000,
      headerTimeout: false,
      chunkTimeout: 1,
      setCacheKey: true,
      includeUsage: true,
    };
    const sent = await send('openai/gpt-4o', {}, hosted(own));
    const bare = await send('openai/gpt-4o', {}, hosted({}));
    expect(sent.warnings).toEqual([]);
    expect(sent.headers).toEqual(bare.headers);
    expect(sent.body).toEqual(bare.body);
  });

  it('has options beside the settings', async () => {
    const options = {
      metadata: { team: 'docs' },
      cacheTtl: 60,
      cacheKey: 'k',
      skipCache: false,
      collectLog: true,
    };
    const { headers } = await send('openai/gpt-4o', {}, hosted(options));
    expect(headers).toMatchObject({
      'cf-aig-metadata': '{"team":"docs"}',
      'cf-aig-cache-ttl': '60',
      'cf-aig-cache-key': 'k',
      'cf-aig-skip-cache': 'false',
      'cf-aig-collect-log': 'true',
    });
  });

  it('has options in `options`, which win', async () => {
    const { headers } = await send('openai/gpt-4o', {}, hosted({ cacheTtl: 60, options: { cacheTtl: 90 } }));
    expect(headers['cf-aig-cache-ttl']).toBe('90');
  });

  it.each([
    [{ metadat: { team: 'docs' } }, 'options.metadat', 'Did you mean `metadata`?'],
    [{ cacheTtl: 1 }, 'options.cacheTtl', 'expected'],
    [{ acountId: 'x' }, 'acountId', 'Did you mean `accountId`?'],
    [{ endpoint: 'universal' }, 'endpoint', "expected 'auto'"],
    [{ temperature: 1 }, 'options.temperature', 'Known options: cacheTtl'],
    [{ profiles: { 'custom-x': { like: 1 } } }, 'profiles.custom-x.like', 'expected'],
  ])('%j is an error of each call, not of the creation', async (settings, argument, message) => {
    const provider = createCloudflare(hosted(settings));
    const model = provider('openai/gpt-4o');
    const embedding = provider.textEmbeddingModel('@cf/baai/bge-m3');
    for (const call of [
      () => model.doGenerate({ prompt: HI }),
      () => model.doStream({ prompt: HI }),
      () => embedding.doEmbed({ values: ['a'] }),
      () => provider.listModels(),
      () => provider.explain('openai/gpt-4o'),
    ]) {
      const error = await call().then(
        () => new Error('nothing was thrown'),
        (thrown: Error) => thrown,
      );
      expect(error.message).toContain(message);
      expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument });
    }
  });

  it('is told of a wrong name at once', () => {
    expect(() => createCloudflare({ name: 'has space' })).toThrow('name');
  });
});

it.each([
  ['timeout', 1],
  ['metadata', { a: 1 }],
])('without a name, %s is no setting', async (setting, value) => {
  await expect(refused('openai/gpt-4o', {}, { ...connected, [setting]: value })).resolves.toMatchObject({
    argument: setting,
  });
});
