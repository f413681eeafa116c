import { vi } from 'vitest';
import { GATEWAY } from '../support/account.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { connected, embedding, request, requestOfBinding, settled } from './calls.ts';
import { create, versions } from './entries.ts';
import type { Group, Recorder } from './recorder.ts';
import { baseURLs, environments, modelIds, settingSets, settingValues } from './setting-values.ts';

const MODEL = 'openai/gpt-4o';
const models = [MODEL, '@cf/zai-org/glm-5.2', 'dynamic/support', 'alibaba/qwen3-max'];

export async function recordSettings(recorder: Recorder): Promise<void> {
  await recordValues(recorder.group('settings'));
  await recordEnvironments(recorder.group('settings-environment'));
  await recordModelIds(recorder.group('settings-model-ids'));
}

async function recordValues(add: Group): Promise<void> {
  for (const [name, values] of Object.entries(settingValues)) {
    for (const [index, value] of values.entries()) {
      await add(`${name} ${index}`, () => withSettings(MODEL, { ...connected, [name]: value }));
      await add(`${name} ${index}, beside a binding`, () =>
        requestOfBinding({ model: MODEL, settings: { [name]: value } }),
      );
    }
  }
  for (const [url, model] of baseURLs) {
    const settings = { apiToken: 'tok', baseURL: url, azure: { resource: 'res' } };
    await add(`baseURL ${url} for ${model}`, () => withSettings(model, settings));
    const other = { providerOptions: { cloudflare: { gatewayId: 'other' } } };
    await add(`baseURL ${url} for ${model}, another gateway`, () =>
      request({ model, settings, options: other }),
    );
  }
  for (const [label, settings] of Object.entries(settingSets)) {
    for (const model of models) await add(`${label}/${model}`, () => withSettings(model, settings));
  }
}

/** What comes of settings in each entry, in a call, an embedding and an explanation. */
async function withSettings(model: string, settings: object): Promise<object> {
  const ours = 'fetch' in settings;
  const sent: Record<string, object> = {};
  for (const version of versions)
    sent[version] = ours
      ? await settled(() => String(create(version, settings)))
      : await request({ model, settings, version });
  return {
    ...sent,
    stream: ours ? {} : await request({ model, settings, mode: 'stream' }),
    embed: ours ? {} : await embedding('@cf/baai/bge-m3', {}, settings),
    explain: await settled(() => create('v2', settings).explain(model)),
    name: await settled(() => Reflect.get(create('v2', settings)(model), 'provider')),
  };
}

async function recordEnvironments(add: Group): Promise<void> {
  for (const [index, variables] of environments.entries()) {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    for (const endpoint of ['auto', 'rest', 'compat', 'native'])
      await add(`${index}/${endpoint}`, () => withSettings(MODEL, { endpoint }));
    await add(`${index}/explicit`, () => withSettings(MODEL, { ...connected, apiToken: 'explicit' }));
    await add(`${index}/binding`, () =>
      requestOfBinding({ model: MODEL, settings: { gatewayId: undefined } }),
    );
    await add(`${index}/lists and logs`, async () => {
      const fake = fakeFetch(() => new Response('', { status: 403 }));
      const provider = create('v2', { fetch: fake.fetch });
      return {
        list: await settled(() => provider.listModels()),
        log: await settled(() => provider.logs.get('some-log')),
        urls: fake.requests.map(({ url, headers }) => [url, headers.authorization]),
      };
    });
    vi.unstubAllEnvs();
  }
}

async function recordModelIds(add: Group): Promise<void> {
  const kinds = ['languageModel', 'embeddingModel', 'imageModel', 'transcriptionModel', 'speechModel'];
  for (const id of modelIds) {
    for (const version of versions) {
      await add(`${JSON.stringify(id)}/${version}`, async () => {
        const provider = create(version, { ...connected, gatewayId: GATEWAY });
        const made: Record<string, object> = {};
        for (const kind of [...kinds, 'rerankingModel'])
          made[kind] = await settled(() => {
            const model = Reflect.apply(Reflect.get(provider, kind), provider, [id]);
            return JSON.parse(JSON.stringify(model));
          });
        return { ...made, explain: await settled(() => provider.explain(id as string)) };
      });
    }
  }
}
