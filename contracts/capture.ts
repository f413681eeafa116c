import { readModelFacts } from '../scripts/models/model-facts.ts';
import { createCloudflare as createV2 } from '../src/index.ts';
import { parseModelId } from '../src/upstreams/model-id.ts';
import { createCloudflare as createV3 } from '../src/v3.ts';
import { createCloudflare as createV4 } from '../src/v4.ts';
import { translateCall, type Version } from '../test/sdk/translate-call.ts';
import { vendorPackages } from '../test/support/vendor-packages.ts';
import { members } from '../test/upstreams/members.ts';
import { conversations, embeddings, images, rerankings, speeches, transcripts } from './conversations.ts';
import type { ContractWire, PublishedContract } from './published.ts';

/** One request body, and the calls that make it. */
export interface CapturedBody {
  readonly model: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly calls: readonly string[];
}

/** A provider of any specification, as far as bodies are captured. */
interface AnyProvider {
  (id: string): unknown;
  chat(id: string): unknown;
  responses(id: string): unknown;
  messages(id: string): unknown;
  textEmbeddingModel(id: string): unknown;
  rerankingModel(id: string): unknown;
  imageModel(id: string): unknown;
  transcriptionModel(id: string): unknown;
  speechModel(id: string): unknown;
  carry(name: string, create: unknown): (id: string) => unknown;
  explain(model: unknown, call: object): Promise<{ readonly body: unknown }>;
}

const settings = {
  accountId: '0123456789abcdef0123456789abcdef',
  apiToken: 'token',
  azure: { resource: 'res', families: { prod: 'gpt-4o' } },
};
const keys = [
  'openai',
  'groq',
  'cerebras',
  'perplexity',
  'mistral',
  'openrouter',
  'azure-openai',
  'anthropic',
  'cohere',
];
const providerKeys = Object.fromEntries(keys.map(name => [name, 'key']));
const create = { v2: createV2, v3: createV3, v4: createV4 };

/** How bodies of one wire are made. */
interface WireCapture {
  readonly calls: Readonly<Record<string, object>>;
  /** The method that sends the body, where it is recorded. @default it is explained */
  readonly method?: string;
  /** What a model of Workers AI is for, in the table of models. */
  readonly kind?: string;
  readonly model: (provider: AnyProvider, id: string, version: Version) => unknown;
  /** A vendor's package writes the body, and each of its majors another one. */
  readonly packages?: true;
}

const cohere = (provider: AnyProvider, version: Version) =>
  provider.carry('cohere', vendorPackages[version].cohere);

const wires: { readonly [WIRE in ContractWire]: WireCapture } = {
  chat: { calls: conversations, model: (provider, id) => provider.chat(id) },
  responses: { calls: conversations, model: (provider, id) => provider.responses(id), packages: true },
  messages: { calls: conversations, model: (provider, id) => provider.messages(id), packages: true },
  carried: {
    calls: conversations,
    model: (provider, id, version) => cohere(provider, version)(id.replace('cohere/', '')),
    packages: true,
  },
  embeddings: {
    calls: embeddings,
    model: (provider, id) => provider.textEmbeddingModel(id),
    method: 'doEmbed',
    packages: true,
  },
  images: {
    calls: images,
    model: (provider, id) => provider.imageModel(id),
    method: 'doGenerate',
    kind: 'image',
    packages: true,
  },
  speech: {
    calls: speeches,
    model: (provider, id) => provider.speechModel(id),
    method: 'doGenerate',
    kind: 'speech',
    packages: true,
  },
  transcription: {
    calls: transcripts,
    model: (provider, id) => provider.transcriptionModel(id),
    method: 'doGenerate',
    kind: 'transcription',
    packages: true,
  },
  reranking: {
    method: 'doRerank',
    kind: 'reranking',
    calls: rerankings,
    model: (provider, id) => provider.rerankingModel(id),
    packages: true,
  },
};

/** A model of each family of the upstream; of Workers AI, of each published form of an input. */
function modelsOf({ upstream, schema: wanted, models, wire = 'chat' }: PublishedContract): readonly string[] {
  if (models !== undefined) return models;
  if (upstream !== 'workers-ai')
    return members.map(({ id }) => id).filter(id => parseModelId(id, 'chat').upstream.name === upstream);
  const { kind: made } = wires[wire];
  if (made !== undefined)
    return readModelFacts().flatMap(({ id, kind, forms }) => (kind === made && forms.length > 0 ? [id] : []));
  const alike = new Map(
    readModelFacts()
      .filter(({ kind, forms, schema }) => kind === 'chat' && forms.length > 0 && schema === wanted)
      .map(({ id, forms, reasoning, images }) => [JSON.stringify([forms, reasoning, images]), id]),
  );
  return [...alike.values()];
}

const endpoints = ['rest', 'compat', 'native'] as const;
type Endpoint = (typeof endpoints)[number];

/** Conversations whose bodies a stream may change. */
const streamed = ['plain', 'tools', 'a schema', 'a schema and tools'];

/** The bodies of every model, call, mode, endpoint and major; equal ones are one. */
export async function captureBodies(contract: PublishedContract): Promise<readonly CapturedBody[]> {
  const found = new Map<string, { readonly captured: CapturedBody; readonly calls: string[] }>();
  const { wire = 'chat' } = contract;
  const { calls, packages } = wires[wire];
  const versions: readonly Version[] = packages ? ['v2', 'v3', 'v4'] : ['v2'];
  for (const model of modelsOf(contract))
    for (const [name, call] of Object.entries(calls))
      for (const endpoint of endpoints)
        for (const version of versions)
          for (const stream of calls === conversations && streamed.includes(name) ? [false, true] : [false]) {
            const translated = calls === conversations ? translateCall(call, version) : call;
            const body = await bodyOf(model, { ...translated, stream }, { wire, endpoint, version });
            if (body === undefined) continue;
            const key = contract.global ? JSON.stringify([model, body]) : JSON.stringify(body);
            const makers = found.get(key)?.calls ?? [];
            makers.push(`${model}, ${name}${stream ? ', streamed' : ''}, ${endpoint}, ${version}`);
            found.set(key, { captured: { model, body, calls: makers }, calls: makers });
          }
  return [...found.values()].map(({ captured }) => captured);
}

interface Way {
  readonly wire: ContractWire;
  readonly endpoint: Endpoint;
  readonly version: Version;
}

const providers = new Map<string, AnyProvider>();

/** The body of the last request, which goes nowhere. */
let recorded: string | undefined;
const lastBody = (): string | undefined => recorded;
const record: typeof globalThis.fetch = async (_, init) => {
  recorded = typeof init?.body === 'string' ? init.body : '';
  throw new TypeError('recorded');
};

function providerOf(endpoint: Endpoint, version: Version): AnyProvider {
  const key = `${endpoint} ${version}`;
  const { openai, anthropic, cohere: createCohere } = vendorPackages[version];
  const all = {
    ...settings,
    endpoint,
    fetch: record,
    vendors: { openai, anthropic, cohere: createCohere },
    ...(endpoint !== 'rest' && { providerKeys }),
  };
  // The entries differ in their types only, and the packages are of the entry's major.
  const provider = providers.get(key) ?? (create[version](all as never) as unknown as AnyProvider);
  providers.set(key, provider);
  return provider;
}

/** What is said before a request is sent: no endpoint, no path, or nothing that the model accepts. */
const refusals = /^(?:AI_UnsupportedFunctionalityError|AI_NoSuchModelError|AI_InvalidArgumentError)$/;

/** Nothing where the call is refused before a request. The name of the model depends on the endpoint only. */
async function bodyOf(
  id: string,
  call: object,
  { wire, endpoint, version }: Way,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const provider = providerOf(endpoint, version);
  const { method, model } = wires[wire];
  recorded = undefined;
  try {
    const made = model(provider, id, version);
    if (method === undefined) {
      const { body } = await provider.explain(made, call);
      return { ...(body as Readonly<Record<string, unknown>>), model: 'model' };
    }
    await Reflect.get(Object(made), method).call(made, call);
    throw new Error('nothing was sent');
  } catch (error) {
    // Forms and bytes have no type.
    const body = lastBody();
    const sent = body?.startsWith('{') ? JSON.parse(body) : undefined;
    if (body !== undefined) return sent && ('model' in sent ? { ...sent, model: 'model' } : sent);
    if (error instanceof Error && refusals.test(error.name)) return undefined;
    throw error;
  }
}
