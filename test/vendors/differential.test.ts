import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { conversations as shared } from '../../contracts/conversations.ts';
import { translateCall } from '../sdk/translate-call.ts';
import { isFull } from '../support/scale.ts';
import type { VendorPackage } from '../support/vendor-packages.ts';
import { type AnyModel, packageOf, partsOf, prompt, providerOf, type Version, versions } from './entries.ts';

type Options = Readonly<Record<string, unknown>>;
type ProviderOptions = Readonly<Record<string, Options>>;

/** A conversation, and what it asks of a vendor's package in place of our options. */
interface Conversation {
  readonly options: Options;
  readonly cloudflare: Options;
}

/** What the contract suite tells, and what is particular about packages. */
const conversations: Readonly<Record<string, Options>> = {
  ...(shared as Readonly<Record<string, object>> as Readonly<Record<string, Options>>),
  'options of the vendor': {
    prompt,
    providerOptions: {
      anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } },
      openai: { reasoningEffort: 'low', store: false },
      google: { thinkingConfig: { thinkingBudget: 512 } },
      mistral: { safePrompt: true },
      groq: { parallelToolCalls: false },
    },
  },
  'options of ours': {
    prompt,
    providerOptions: { cloudflare: { cacheTtl: 60, metadata: { team: 'docs' } } },
  },
  'raw chunks': { prompt, includeRawChunks: true },
};

interface Vendor {
  readonly name: VendorPackage;
  /** Our id, for a model by id; a model of a carried provider has none. */
  readonly id?: string;
  readonly vendorId: string;
  readonly method: string;
  /** The vendor's base URL, and the path behind the gateway that it stands for. */
  readonly base: string;
  readonly segment: string;
  /** Our chat options in the words of the package, by hand. */
  readonly options: (ours: Options) => Options;
}

/** What DeepSeek has no level for becomes the nearest one. */
const deepSeekEfforts: Options = { minimal: 'low', medium: 'high', xhigh: 'high' };

/** grok-4.5 accepts low, medium and high. */
const grokEfforts: Readonly<Record<string, string>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};
/** gpt-5 has no higher effort than `high`, and cannot be told not to reason. */
const gpt5Efforts: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  xhigh: 'high',
  max: 'high',
};

const vendors: readonly Vendor[] = [
  {
    name: 'anthropic',
    id: 'anthropic/claude-sonnet-4.5',
    vendorId: 'claude-sonnet-4-5',
    method: 'languageModel',
    base: 'https://api.anthropic.com/',
    segment: 'anthropic/',
    options: ({ user, parallelToolCalls, reasoningEffort }) => ({
      ...(user !== undefined && { metadata: { userId: user } }),
      ...(parallelToolCalls === false && { disableParallelToolUse: true }),
      ...(reasoningEffort === 'none' && { thinking: { type: 'disabled' } }),
    }),
  },
  {
    name: 'openai',
    id: 'openai/gpt-5',
    vendorId: 'gpt-5',
    method: 'responses',
    base: 'https://api.openai.com/v1/',
    segment: 'openai/',
    options: ({ reasoningEffort, user, parallelToolCalls, textVerbosity }) => {
      const asked = String(reasoningEffort);
      const effort = asked in gpt5Efforts ? gpt5Efforts[asked] : reasoningEffort;
      const given = { reasoningEffort: effort, user, parallelToolCalls, textVerbosity };
      return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    },
  },
  {
    name: 'google',
    id: 'google/gemini-2.5-flash',
    vendorId: 'gemini-2.5-flash',
    method: 'languageModel',
    base: 'https://generativelanguage.googleapis.com/',
    segment: 'google-ai-studio/',
    options: ({ reasoningEffort }) => {
      const budgets: Options = { none: 0, minimal: 1024, low: 1024, medium: 8192 };
      return reasoningEffort === undefined
        ? {}
        : { thinkingConfig: { thinkingBudget: budgets[String(reasoningEffort)] ?? 24_576 } };
    },
  },
  ...(
    [
      ['mistral', 'mistral-large-latest', 'https://api.mistral.ai/', 'mistral/'],
      ['groq', 'llama-3.3-70b-versatile', 'https://api.groq.com/openai/v1/', 'groq/'],
      ['deepseek', 'deepseek-chat', 'https://api.deepseek.com/', 'deepseek/'],
      ['perplexity', 'sonar', 'https://api.perplexity.ai/', 'perplexity-ai/'],
      ['cohere', 'command-a-03-2025', 'https://api.cohere.com/', 'cohere/'],
      ['xai', 'grok-4.5', 'https://api.x.ai/', 'grok/'],
    ] as const
  ).map(([name, vendorId, base, segment]): Vendor => {
    return {
      name,
      vendorId,
      method: 'languageModel',
      base,
      segment,
      options: ({ user, parallelToolCalls, reasoningEffort }) => {
        const effort = String(reasoningEffort);
        const sequential = parallelToolCalls === false && { parallelToolCalls };
        if (name === 'mistral') return { ...sequential };
        if (name === 'groq') return { ...sequential, ...(user !== undefined && { user }) };
        if (name === 'xai') {
          const near = grokEfforts[effort];
          return {
            ...sequential,
            ...(user !== undefined && { user }),
            ...(near && { reasoningEffort: near }),
          };
        }
        if (name !== 'deepseek' || reasoningEffort === undefined) return {};
        return effort === 'none'
          ? { thinking: { type: 'disabled' } }
          : { reasoningEffort: deepSeekEfforts[effort] ?? effort };
      },
    };
  }),
];

const storedKeys = Object.fromEntries(
  vendors.map(({ segment }) => [segment.slice(0, -1), { default: 'sk-key-local' }]),
);

/** The same bytes for both, and what each of them sent. */
function world(version: Version, { name, id, vendorId, method, base, segment }: Vendor) {
  const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });
  const host = `https://gateway.ai.cloudflare.com/v1/${localGatewayDefaults.accountId}/default/`;
  const sent: string[] = [];
  const answers = new Map<string, { text: string; response: Response }>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input).replace(base, host + segment);
    const body = String(init?.body);
    sent.push(`${url} ${body}`);
    const known = answers.get(url + body) ?? (await answered(url, body));
    answers.set(url + body, known);
    return new Response(known.text, { status: known.response.status, headers: known.response.headers });
  };
  const answered = async (url: string, body: string) => {
    const headers = {
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'cf-aig-authorization': `Bearer ${localGatewayDefaults.apiToken}`,
    };
    const response = await gateway.fetch(url, { method: 'POST', headers, body });
    return { text: await response.text(), response };
  };
  const modelOf = (provider: unknown): AnyModel => {
    const direct = (provider as Record<string, (id: string) => AnyModel>)[method]?.(vendorId);
    if (direct === undefined) throw new Error(`${name} has no ${method}`);
    return direct;
  };
  const create = packageOf(version, name);
  const ours = providerOf(version, { ...localGatewayDefaults, fetch, providerKeys: { [name]: 'key' } });
  return {
    sent,
    direct: modelOf(create({ apiKey: 'key', fetch })),
    ours: id === undefined ? modelOf(ours.carry(name, create)) : ours(id),
  };
}

/** A result without what differs by design: our metadata, ids that are made on the way, and times. */
function plain(value: unknown): unknown {
  const ids = new Map<unknown, string>();
  const named = (id: unknown): string => {
    const known = ids.get(id) ?? `id ${ids.size}`;
    ids.set(id, known);
    return known;
  };
  return JSON.parse(
    JSON.stringify(value, (key, item) => {
      if (['headers', 'timestamp', 'request'].includes(key)) return undefined;
      if (['id', 'toolCallId'].includes(key)) return named(item);
      if (key !== 'providerMetadata' || typeof item !== 'object' || item === null) return item;
      const { cloudflare: _, ...rest } = item;
      return Object.keys(rest).length === 0 ? undefined : rest;
    }),
  );
}

/** The warnings of ours about our options are more. */
function withoutWarnings(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === 'warnings' ? undefined : item)));
}

function conversationOf(given: Options): Conversation {
  const { cloudflare = {}, ...theirs } = (given.providerOptions ?? {}) as ProviderOptions;
  return { options: { ...given, providerOptions: theirs }, cloudflare };
}

/** What a vendor, or its package, refuses whoever sends it. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'anthropic v2': ['settings'],
  openai: ['JSON mode'],
  'google v2': ['a schema and tools'],
  'google v3': ['a schema and tools'],
  mistral: ['a tool loop', 'a schema and tools'],
  groq: ['a tool loop', 'a schema', 'a schema and tools'],
  deepseek: ['image'],
  perplexity: ['settings', 'a tool loop', 'a schema and tools'],
};

describe.each(versions)("the vendor's package alone and carried, specification %s", version => {
  describe.each(vendors)('$name', vendor => {
    // A part of them for most, where the scale is small; the two wires with names get all.
    const names = Object.keys(conversations).filter(
      (_, index) => isFull || vendor.method === 'responses' || vendor.name === 'anthropic' || index % 5 === 0,
    );
    it.each(names)('%s: the same body, the same result', async name => {
      const { sent, direct, ours } = world(version, vendor);
      const given = translateCall(conversations[name] as never, version);
      const { options, cloudflare } = conversationOf(given);
      const own = {
        ...(options.providerOptions as ProviderOptions)[vendor.name],
        ...vendor.options(cloudflare),
      };
      const providerOptions = { ...(options.providerOptions as ProviderOptions), [vendor.name]: own };
      const forDirect = { ...options, providerOptions };
      const outcome = async (work: () => Promise<unknown>) =>
        work().catch(error => ({ failed: (error as { statusCode?: number }).statusCode ?? String(error) }));
      const read = (model: AnyModel, call: object) => async () =>
        partsOf((await model.doStream(call)).stream);
      for (const run of [(model: AnyModel, call: object) => async () => model.doGenerate(call), read]) {
        sent.length = 0;
        const expected = await outcome(run(direct, forDirect));
        const actual = await outcome(run(ours, given));
        expect(sent[1], name).toBe(sent[0]);
        expect(withoutWarnings(plain(actual)), name).toEqual(withoutWarnings(plain(expected)));
        if (Object.keys(cloudflare).length === 0) expect(plain(actual), name).toEqual(plain(expected));
        const refusals = [refused[vendor.name], refused[`${vendor.name} ${version}`]].flat();
        expect('failed' in (expected as object), JSON.stringify(expected)).toBe(refusals.includes(name));
      }
    });

    it('the same URLs of files, and the same limit of tokens', async () => {
      const { direct, ours } = world(version, vendor);
      expect(await ours.supportedUrls).toEqual(await direct.supportedUrls);
    });
  });
});
