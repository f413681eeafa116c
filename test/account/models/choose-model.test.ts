import { type ChooseModelOptions, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../support/answers.ts';
import { connected, type SharedSettings } from '../../support/call.ts';
import { completion, fakeFetch } from '../../support/fake-fetch.ts';
import { HI } from '../../support/prompts.ts';

const settings = { ...localGatewayDefaults };

/** What is chosen, and the warnings of the next call and of the one after it. */
async function choose(options: ChooseModelOptions, own: SharedSettings = {}) {
  const { fetch } = createLocalGateway();
  const cloudflare = createCloudflare({ ...settings, fetch, ...own });
  const id = await cloudflare.chooseModel(options);
  const [next, later] = [
    await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI }),
    await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI }),
  ];
  expect(later?.warnings).toEqual([]);
  return { id, warnings: next?.warnings.map(warning => ('message' in warning ? warning.message : '')) };
}

describe('chooseModel', () => {
  it.each<[ChooseModelOptions, string]>([
    [
      { prefer: ['openai/no-such', 'anthropic/claude-haiku-4.5', 'openai/gpt-4o'] },
      'anthropic/claude-haiku-4.5',
    ],
    // Its own spelling, though the list has the dotted one.
    [{ prefer: ['anthropic/claude-haiku-4-5'] }, 'anthropic/claude-haiku-4-5'],
    [{ prefer: ['workers-ai/@cf/openai/gpt-oss-120b'] }, 'workers-ai/@cf/openai/gpt-oss-120b'],
    [{ prefer: ['openai/gpt-4o', '@cf/baai/bge-m3'], kind: 'embeddings' }, '@cf/baai/bge-m3'],
    [
      { prefer: ['openai/gpt-4o', '@cf/openai/gpt-oss-120b'], features: ['tools', 'reasoning'] },
      '@cf/openai/gpt-oss-120b',
    ],
    [{}, '@cf/zai-org/glm-4.7-flash'],
    [{ features: 'vision' }, '@cf/meta/llama-4-scout-17b-16e-instruct'],
  ])('%j: %s, without a warning', async (options, id) => {
    expect(await choose(options)).toEqual({ id, warnings: [] });
  });

  it('says that none of the preferred models is available', async () => {
    const { id, warnings } = await choose({ prefer: ['openai/no-such', 'xai/grok-0'] });
    expect(id).toBe('@cf/zai-org/glm-4.7-flash');
    expect(warnings).toEqual([expect.stringContaining('none of openai/no-such, xai/grok-0 is available')]);
  });

  it('skips what the settings do not reach', async () => {
    const prefer = ['openai/gpt-4o', '@cf/openai/gpt-oss-120b'];
    const cloudflare = createCloudflare({ ...settings, gatewayId: null, fetch: createLocalGateway().fetch });
    expect(await cloudflare.chooseModel({ prefer })).toBe('@cf/openai/gpt-oss-120b');
  });

  it('gives the first preferred model where no list can be read, and says so', async () => {
    const { fetch } = fakeFetch(({ url }) =>
      url.includes('/models') ? Response.json({ success: false }, { status: 500 }) : completion('Hello'),
    );
    const cloudflare = createCloudflare({ ...connected, fetch });
    const id = await cloudflare.chooseModel({ prefer: ['openai/gpt-4o', 'openai/gpt-5'] });
    expect(id).toBe('openai/gpt-4o');
    const { warnings } = await cloudflare(id).doGenerate({ prompt: HI });
    expect(warnings).toMatchObject([{ message: expect.stringContaining('no list of models could be read') }]);
    expect(await rejection(cloudflare.chooseModel())).toMatchObject({ name: 'AI_APICallError' });
  });

  it('trusts no list that is incomplete', async () => {
    const tokens = { 'gateway-only-token': ['ai-gateway-run'] } as const;
    const { fetch } = createLocalGateway({ tokens });
    const cloudflare = createCloudflare({ ...settings, apiToken: 'gateway-only-token', fetch });
    expect(await cloudflare.chooseModel({ prefer: ['alibaba/qwen3-max'] })).toBe('alibaba/qwen3-max');
  });

  it('does not report in an explanation', async () => {
    const { fetch } = createLocalGateway();
    const cloudflare = createCloudflare({ ...settings, fetch });
    await cloudflare.chooseModel({ prefer: ['openai/no-such'] });
    await cloudflare.explain('openai/gpt-4o');
    const { warnings } = await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(warnings).toHaveLength(1);
  });

  it.each([
    [{ prefer: 'openai/gpt-4o' }, 'chooseModel.prefer: expected a list of model ids'],
    [{ kind: 'chatt' }, 'chooseModel.kind: expected'],
    [{ feature: 'tools' }, 'Did you mean `features`?'],
    [{ kind: 'video' }, 'no listed video model'],
  ])('refuses %j', async (options, message) => {
    const { fetch } = createLocalGateway();
    // What no type lets through.
    const error = await rejection(createCloudflare({ ...settings, fetch }).chooseModel(options as object));
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      message: expect.stringContaining(message),
    });
  });
});

describe('the credential of a listed model', () => {
  async function credentials(own: SharedSettings, ids: readonly string[], options = {}) {
    const { fetch } = createLocalGateway();
    const { models } = await createCloudflare({ ...settings, fetch, ...own }).listModels(options);
    return ids.map(id => {
      const model = models.find(found => found.id === id);
      return model === undefined ? 'hidden' : (model.credential ?? 'none');
    });
  }
  const ids = ['@cf/openai/gpt-oss-120b', 'openai/gpt-4o', 'mistral/mistral-large-latest', '@cf/baai/bge-m3'];

  it.each<[string, SharedSettings, readonly string[]]>([
    ['an API token', {}, ['api-token', 'api-token', 'stored-key', 'api-token']],
    [
      'keys of vendors',
      { providerKeys: { openai: 'sk-1', mistral: 'key-2' } },
      ['api-token', 'provider-key', 'provider-key', 'api-token'],
    ],
    ['no gateway', { gatewayId: null }, ['api-token', 'none', 'hidden', 'api-token']],
    ['the REST API', { endpoint: 'rest' }, ['api-token', 'api-token', 'none', 'api-token']],
  ])('with %s', async (_, own, expected) => {
    expect(await credentials(own, ids)).toEqual(expected);
    const hidden = expected.map(credential => (credential === 'none' ? 'hidden' : credential));
    expect(await credentials(own, ids, { reachable: true })).toEqual(hidden);
  });

  it('is that of the wire on which the package of a vendor makes the model', async () => {
    const ids = [
      'anthropic/claude-haiku-4.5',
      'openai/gpt-4o',
      'openai/text-embedding-3-small',
      'openai/tts-1',
      'openai/gpt-image-1',
    ];
    const listed = async (own: object) => {
      const { fetch } = fakeFetch(({ url }) =>
        url.includes('/compat/models')
          ? Response.json({ data: ids.map(id => ({ id })) })
          : Response.json({ success: true, result: [], result_info: { total_count: 0 } }),
      );
      const { models } = await createCloudflare({ ...settings, fetch, ...own }).listModels();
      return ids.map(id => models.find(found => found.id === id)?.credential);
    };
    const vendors = { openai: () => ({}), anthropic: () => ({}) };
    const keys = { providerKeys: { openai: 'sk-1', anthropic: 'key-2' } };
    const own = 'provider-key';
    // Without its package, no wire of the key makes speech and images.
    expect(await listed(keys)).toEqual([own, own, own, undefined, undefined]);
    expect(await listed({ ...keys, vendors })).toEqual([own, own, own, own, own]);
  });

  it('is the binding, or nothing for a kind that is not served', async () => {
    const binding = createLocalGateway().binding();
    const { models } = await createCloudflare({ binding }).listModels();
    const found = new Map(models.map(({ id, credential }) => [id, credential]));
    expect(found.get('@cf/openai/gpt-oss-120b')).toBe('binding');
  });
});

describe('what is known of a listed model', () => {
  it('its modalities and its levels of reasoning', async () => {
    const { fetch } = createLocalGateway();
    const { models } = await createCloudflare({ ...settings, fetch }).listModels();
    const facts = (id: string) => {
      const { inputModalities, outputModalities, reasoningEfforts } =
        models.find(model => model.id === id) ?? {};
      return [inputModalities, outputModalities, reasoningEfforts];
    };
    expect(facts('@cf/openai/gpt-oss-120b')).toEqual([['text'], ['text'], ['low', 'medium', 'high']]);
    expect(facts('@cf/meta/llama-4-scout-17b-16e-instruct')).toEqual([
      ['text', 'image'],
      ['text'],
      undefined,
    ]);
    expect(facts('openai/gpt-5-mini')).toEqual([['text'], ['text'], ['minimal', 'low', 'medium', 'high']]);
    expect(facts('openai/gpt-4o')[2]).toBeUndefined();
    expect(facts('@cf/baai/bge-m3')).toEqual([['text'], ['embedding'], undefined]);
    expect(facts('@cf/black-forest-labs/flux-1-schnell').slice(0, 2)).toEqual([['text'], ['image']]);
    expect(facts('@cf/openai/whisper-large-v3-turbo').slice(0, 2)).toEqual([['audio'], ['text']]);
  });

  it('levels that a record states win', async () => {
    const value = '{"supported_efforts":["low","max"],"default_effort":"max"}';
    const properties = [{ property_id: 'reasoning_effort', value }];
    const { fetch } = fakeFetch(({ url }) => {
      const result = url.includes('/search')
        ? [{ name: '@cf/a/b', task: { name: 'Text Generation' }, properties }]
        : [];
      return Response.json({ success: true, result, data: [], result_info: { total_count: result.length } });
    });
    const { models } = await createCloudflare({ ...connected, fetch }).listModels();
    expect(models).toMatchObject([{ id: '@cf/a/b', reasoningEfforts: ['low', 'max'] }]);
  });
});
