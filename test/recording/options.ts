import { recordedBinding } from '../endpoints/recorded-binding.ts';
import { GATEWAY } from '../support/account.ts';
import type { CallOptions } from '../support/call.ts';
import { optionCases } from '../support/option-cases.ts';
import { refusedValues } from '../support/refused-options.ts';
import { connected, embedding, request, requestOfBinding, settled } from './calls.ts';
import { create, versions } from './entries.ts';
import type { Group, Recorder } from './recorder.ts';
import { partlyUndefined, refusedNames } from './refused-values.ts';

const endpoints = ['rest', 'compat', 'native', 'binding'] as const;
const chatModels = [
  'openai/gpt-4o',
  '@cf/zai-org/glm-5.2',
  'anthropic/claude-haiku-4.5',
  'alibaba/qwen3-max',
];
const embeddingModels = ['openai/text-embedding-3-small', '@cf/baai/bge-m3'];

const optionsOf = (cloudflare: unknown): CallOptions => ({
  // Not every value that is tried has a type that the specification knows.
  providerOptions: { cloudflare } as NonNullable<CallOptions['providerOptions']>,
});

export async function recordOptions(recorder: Recorder): Promise<void> {
  await recordValid(recorder.group('options'));
  await recordRefused(recorder.group('options-refused'));
}

async function recordValid(add: Group): Promise<void> {
  const rows = Object.entries(optionCases).flatMap(([name, cases]) =>
    cases.map((row, index) => ({ label: `${name} ${index}`, given: row.options, models: [row.model] })),
  );
  const more = partlyUndefined.map((given, index) => ({
    label: `part ${index}`,
    given,
    models: [undefined],
  }));
  for (const { label, given, models } of [...rows, ...more]) {
    const chats = models[0] === undefined ? chatModels : [models[0]];
    for (const endpoint of endpoints) {
      for (const model of chats)
        await add(`${label}/${endpoint}/${model}`, () => onEndpoint(model, endpoint, given));
      for (const model of embeddingModels)
        await add(`${label}/${endpoint}/${model}`, () => embedOnEndpoint(model, endpoint, given));
    }
  }
}

async function onEndpoint(model: string, endpoint: string, given: object): Promise<object> {
  const asked = { model, options: optionsOf(given) };
  if (endpoint === 'binding')
    return { v2: await requestOfBinding(asked), v4: await requestOfBinding({ ...asked, version: 'v4' }) };
  const settings = { ...connected, endpoint };
  return {
    generate: await request({ ...asked, settings }),
    stream: await request({ ...asked, settings, mode: 'stream' }),
    v3: await request({ ...asked, settings, version: 'v3' }),
    'in settings': await request({ model, settings: { ...settings, options: given } }),
  };
}

async function embedOnEndpoint(model: string, endpoint: string, given: object): Promise<object> {
  if (endpoint !== 'binding') return embedding(model, optionsOf(given), { ...connected, endpoint });
  const recorded = recordedBinding();
  const outcome = await settled(() => {
    const provider = create('v2', { binding: recorded.binding, gatewayId: GATEWAY });
    return provider.embeddingModel(model).doEmbed({ values: ['one', 'two'], ...optionsOf(given) });
  });
  return { sent: recorded.calls.map(call => JSON.stringify(call)), ...outcome };
}

async function recordRefused(add: Group): Promise<void> {
  for (const [name, values] of Object.entries(refusedValues)) {
    for (const [index, value] of values.entries())
      await add(`${name} ${index}`, () => everywhere({ [name]: value }));
    await add(`${name} undefined`, () => everywhere({ [name]: undefined }));
  }
  for (const name of refusedNames) await add(`no option ${name}`, () => everywhere({ [name]: 1 }));
  for (const block of ['x', 1, true, ['cacheTtl'], null])
    await add(`the block ${JSON.stringify(block)}`, () => everywhere(block));
}

/** One value in every place that takes options. */
async function everywhere(given: unknown): Promise<object> {
  const model = 'openai/gpt-4o';
  const calls: Record<string, object> = {};
  for (const version of versions)
    calls[version] = await request({ model, options: optionsOf(given), version });
  return {
    ...calls,
    settings: await request({ model, settings: { ...connected, options: given } }),
    embed: await embedding('@cf/baai/bge-m3', optionsOf(given)),
    explain: await settled(() => create('v2', connected).explain(model, optionsOf(given))),
    leg: await settled(() =>
      create('v2', connected)
        .fallback([{ model, ...optionsOf(given) }])
        .toString(),
    ),
  };
}
