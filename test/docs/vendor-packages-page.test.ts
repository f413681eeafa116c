import { readFileSync } from 'node:fs';
import { createAzure as createAzureV2 } from '@ai-sdk/azure';
import { createOpenAICompatible as createCompatibleV2 } from '@ai-sdk/openai-compatible';
import { createAzure as createAzureV3 } from 'azure-v3';
import { createAzure as createAzureV4 } from 'azure-v4';
import { createOpenAICompatible as createCompatibleV3 } from 'openai-compatible-v3';
import { createOpenAICompatible as createCompatibleV4 } from 'openai-compatible-v4';
import { describe, expect, it } from 'vitest';
import { createCloudflare as createV2 } from '../../src/index.ts';
import { nativeUpstream } from '../../src/testing/upstreams/registry.ts';
import { upstreams } from '../../src/upstreams/registry.ts';
import { hasAPI, type VendorUpstream } from '../../src/upstreams/vendor-functions.ts';
import { createCloudflare as createV3 } from '../../src/v3.ts';
import { createCloudflare as createV4 } from '../../src/v4.ts';
import { connected } from '../support/call.ts';
import { vendorPackages } from '../support/vendor-packages.ts';
import { type AnyProvider, prompt, type Version, versions } from '../vendors/entries.ts';

const entries = { v2: createV2, v3: createV3, v4: createV4 };
const packages: Readonly<Record<Version, Readonly<Record<string, unknown>>>> = {
  v2: { ...vendorPackages.v2, 'azure-openai': createAzureV2, openrouter: createCompatibleV2 },
  v3: { ...vendorPackages.v3, 'azure-openai': createAzureV3, openrouter: createCompatibleV3 },
  v4: { ...vendorPackages.v4, 'azure-openai': createAzureV4, openrouter: createCompatibleV4 },
};

/** A language model that takes a wire of its own, and models of kinds that packages tell apart by their id. */
const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anthropic: { language: 'claude-sonnet-4.5' },
  openai: { language: 'gpt-5' },
  google: { language: 'gemini-2.5-flash', image: 'gemini-2.5-flash-image' },
  xai: { language: 'grok-4.20-multi-agent' },
};

const methods = {
  image: 'imageModel',
  speech: 'speechModel',
  transcription: 'transcriptionModel',
  embedding: 'textEmbeddingModel',
  reranking: 'rerankingModel',
} as const;
type Kind = keyof typeof methods;
const kinds = Object.keys(methods) as Kind[];

/** Compatible hosts have no images of their own that the gateway is known to serve. */
const unserved: Readonly<Record<string, readonly Kind[]>> = { openrouter: ['image'] };

const binding = { run: async () => ({}), gateway: () => ({ run: async () => Response.json({}) }) };
const azure = { resource: 'my-resource' };

function providerOf(version: Version, upstream: VendorUpstream, settings: object): AnyProvider {
  const vendors = { [upstream.name]: packages[version][upstream.name] };
  return entries[version]({ azure, vendors, ...settings } as never) as unknown as AnyProvider;
}

const keyed = (upstream: VendorUpstream): object => ({
  ...connected,
  providerKeys: { [upstream.name]: 'key' },
});

const idOf = (upstream: VendorUpstream, kind: string): string =>
  `${upstream.name}/${samples[upstream.name]?.[kind] ?? 'any-model'}`;

/** The URL of a call, below the gateway; nothing where there is no such model or no such path. */
async function pathOf(
  provider: AnyProvider,
  upstream: VendorUpstream,
  kind: Kind | 'language',
): Promise<string | undefined> {
  try {
    const id = idOf(upstream, kind);
    const model = kind === 'language' ? provider(id) : provider[methods[kind]](id);
    const { url } = await provider.explain(model, kind === 'language' ? { prompt } : {});
    return url.replace(/^.*\/my-gateway\//, '');
  } catch {
    return undefined;
  }
}

/** The kinds that a package makes by id, with the major from which on it does. */
async function kindsOf(upstream: VendorUpstream): Promise<string> {
  const told: string[] = [];
  const name =
    samples[upstream.name]?.language === undefined
      ? ''
      : providerOf('v4', upstream, keyed(upstream))(idOf(upstream, 'language')).provider;
  const wires: Readonly<Record<string, string>> = {
    'cloudflare.messages': 'language, on Messages',
    'cloudflare.responses': 'language, on Responses',
    [`cloudflare.${upstream.name}`]: 'language',
  };
  if (wires[name] !== undefined) told.push(wires[name]);
  const plain = entries.v4({ azure, ...keyed(upstream) } as never) as unknown as AnyProvider;
  for (const kind of kinds.filter(one => !unserved[upstream.name]?.includes(one))) {
    // Embedding models in OpenAI's format need no package.
    if (kind === 'embedding' && (await pathOf(plain, upstream, kind)) !== undefined) continue;
    const found = await Promise.all(
      versions.map(version => pathOf(providerOf(version, upstream, keyed(upstream)), upstream, kind)),
    );
    const first = found.findIndex(path => path !== undefined);
    if (first === -1) continue;
    expect(found.slice(first), `${upstream.name}, ${kind}`).not.toContain(undefined);
    told.push(first === 0 ? kind : `${kind} (ai ${5 + first}+)`);
  }
  return told.length === 0 ? 'none, with `carry`' : told.join('; ');
}

async function endpointsOf(upstream: VendorUpstream): Promise<string> {
  const keysOf = keyed(upstream);
  const all = [
    ['REST', { ...connected, endpoint: 'rest' }],
    ['native', { ...keysOf, endpoint: 'native' }],
    ['binding', { binding, gatewayId: 'my-gateway', providerKeys: { [upstream.name]: 'key' } }],
  ] as const;
  const served: string[] = [];
  for (const [name, settings] of all) {
    const provider = providerOf('v4', upstream, settings);
    if (samples[upstream.name]?.language !== undefined) {
      const id = idOf(upstream, 'language');
      // On an endpoint without that wire, the model would be one of chat completions.
      const isChat = provider(id).provider === 'cloudflare.chat';
      if (!isChat && (await pathOf(provider, upstream, 'language')) !== undefined) served.push(name);
    } else {
      const carried = provider.carry(upstream.name, packages.v4[upstream.name] as never, {
        name: 'any',
      }) as object;
      const chat = Reflect.get(carried, 'chat') ?? Reflect.get(carried, 'languageModel');
      const tries = kinds.map(async kind => pathOf(provider, upstream, kind));
      const found = (await Promise.all(tries)).filter(path => path !== undefined);
      const own = await Promise.resolve()
        .then(() => provider.explain(chat('any-model'), { prompt }))
        .catch(() => undefined);
      if (found.length > 0 || own !== undefined) served.push(name);
    }
  }
  return served.join(', ');
}

const page = readFileSync(new URL('../../docs/guides/vendor-packages.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter(line => /^\| `[\w-]+` \| `create\w+` \|/.test(line))
  .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')));

/** The upstreams that Cloudflare pays, as the text names them. */
const paid = [...(/Cloudflare pays ([^;]*);/.exec(page)?.[1]?.matchAll(/`([\w-]+)`/g) ?? [])].map(
  ([, name]) => name,
);

const tested = upstreams.filter(hasAPI).filter(({ name }) => packages.v4[name] !== undefined);

/** The majors of each package for `ai` 7, 6 and 5, as this repository installs them. */
function majors(): readonly (readonly [string, string])[] {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const { dependencies, devDependencies } = read as Record<string, Readonly<Record<string, string>>>;
  const all = { ...dependencies, ...devDependencies };
  const majorOf = (name: string): string => /(\d+)\.\d+\.\d+$/.exec(all[name] ?? '')?.[1] ?? '';
  return Object.keys(all)
    .filter(name => all[name]?.startsWith('npm:@ai-sdk/') && name.endsWith('-v4'))
    .map(name => name.slice(0, -3))
    .filter(name => all[`@ai-sdk/${name}`] !== undefined && !/^provider/.test(name))
    .map(name => [name, [`${name}-v4`, `${name}-v3`, `@ai-sdk/${name}`].map(majorOf).join()]);
}

it('the text has the majors of packages', () => {
  const text = page.replaceAll('\n', ' ');
  expect(text).toContain('most packages have version 4 for `ai` 7, 3 for 6 and 2 for 5.');
  const [, lower = '', other = ''] =
    /Of ([^.]*) it is 3, 2 and 1, and of ([^.]*) 5, 3 and 2\./.exec(text) ?? [];
  const named = (list: string): readonly string[] => (list.match(/[\w-]+(?=`)/g) ?? []).sort();
  const having = (wanted: string) =>
    majors()
      .filter(([, found]) => found === wanted)
      .map(([name]) => name);
  expect(having('3,2,1').sort()).toEqual(named(lower));
  expect(having('5,3,2').sort()).toEqual(named(other));
  expect(having('4,3,2').length).toBe(majors().length - named(lower).length - named(other).length);
});

describe('the table of packages', () => {
  it('has every package that is tested, and the text names the others', () => {
    expect(rows.map(([name]) => name).sort()).toEqual(tested.map(({ name }) => `\`${name}\``).sort());
    const others = upstreams.filter(hasAPI).filter(upstream => !tested.includes(upstream));
    const [sentence = ''] = /^.*which the tests do not cover/m.exec(page) ?? [];
    expect(sentence.match(/`[\w-]+`/g)?.sort()).toEqual(others.map(({ name }) => `\`${name}\``).sort());
  });

  it.each(tested.map(upstream => [upstream.name, upstream] as const))('%s', async (name, upstream) => {
    const [, create, kindsTold = '', path = ''] = rows.find(([first]) => first === `\`${name}\``) ?? [];
    expect([create, kindsTold]).toEqual([`\`${upstream.api.create}\``, await kindsOf(upstream)]);
    const onREST = /on (?:Messages|Responses)/.test(kindsTold) ? 'REST, ' : '';
    expect(`${onREST}native, binding`).toBe(await endpointsOf(upstream));
    const billing = nativeUpstream(String(upstream.api.segment ?? name), [])?.unifiedBilling ?? false;
    expect(paid.includes(name)).toBe(billing);
    // Whatever a package sends goes below the path.
    const below = path.replaceAll('`', '').replace('…', '').replace('{resource}', azure.resource);
    for (const version of versions) {
      const provider = providerOf(version, upstream, keyed(upstream));
      for (const kind of ['language', ...kinds] as const) {
        if (kind === 'language' && samples[name]?.language === undefined) continue;
        const sent = await pathOf(provider, upstream, kind);
        if (sent !== undefined && !/^https:/.test(sent)) expect(sent.startsWith(below), sent).toBe(true);
      }
    }
  });
});
