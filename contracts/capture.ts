import { createAnthropic } from '@ai-sdk/anthropic';
import { readModelFacts } from '../scripts/models/model-facts.ts';
import { createCloudflare } from '../src/index.ts';
import { parseModelId } from '../src/upstreams/model-id.ts';
import { members } from '../test/upstreams/members.ts';
import { conversations } from './conversations.ts';
import type { PublishedContract } from './published.ts';

/** One request body, and the calls that make it. */
export interface CapturedBody {
  readonly model: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly calls: readonly string[];
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
];
const vendors = { anthropic: createAnthropic };
const providerKeys = Object.fromEntries(keys.map(name => [name, 'key']));

/** A model of each family of the upstream; of Workers AI, of each published form of an input. */
function modelsOf({ upstream, schema: wanted, carried }: PublishedContract): readonly string[] {
  if (carried !== undefined) return carried;
  if (upstream !== 'workers-ai')
    return members.map(({ id }) => id).filter(id => parseModelId(id, 'chat').upstream.name === upstream);
  const alike = new Map(
    readModelFacts()
      .filter(({ kind, forms, schema }) => kind === 'chat' && forms.length > 0 && schema === wanted)
      .map(({ id, forms, reasoning, images }) => [JSON.stringify([forms, reasoning, images]), id]),
  );
  return [...alike.values()];
}

/** The endpoints that serve a model. */
function endpointsOf(model: string): readonly string[] {
  const { rest, compat, native } = parseModelId(model, 'chat').upstream;
  const served = Object.entries({ rest, compat, native }).filter(([, path]) => path !== undefined);
  return served.map(([name]) => name);
}

/** The bodies of every model, conversation, mode and endpoint; equal ones are one. */
export async function captureBodies(contract: PublishedContract): Promise<readonly CapturedBody[]> {
  const found = new Map<string, { readonly captured: CapturedBody; readonly calls: string[] }>();
  for (const model of modelsOf(contract)) {
    const endpoints = contract.carried ? ['vendor'] : endpointsOf(model);
    for (const [name, call] of Object.entries(conversations)) {
      for (const endpoint of endpoints) {
        for (const stream of streamed.includes(name) ? [false, true] : [false]) {
          const body = await bodyOf(model, { ...call, stream }, endpoint);
          if (body === undefined) continue;
          const key = contract.global ? JSON.stringify([model, body]) : JSON.stringify(body);
          const calls = found.get(key)?.calls ?? [];
          calls.push(`${model}, ${name}${stream ? ', streamed' : ''}, ${endpoint}`);
          found.set(key, { captured: { model, body, calls }, calls });
        }
      }
    }
  }
  return [...found.values()].map(({ captured }) => captured);
}

/** Conversations whose bodies a stream may change. */
const streamed = ['plain', 'tools', 'a schema', 'a schema and tools'];

const providers = new Map<string, ReturnType<typeof createCloudflare>>();

/** The settings for an endpoint; `vendor`: the vendor's own format, which its native path takes. */
function settingsOf(endpoint: string): Parameters<typeof createCloudflare>[0] {
  if (endpoint === 'vendor') return { ...settings, providerKeys, vendors, endpoint: 'native' };
  const name = endpoint as 'rest' | 'compat' | 'native';
  return name === 'rest' ? { ...settings, endpoint: name } : { ...settings, providerKeys, endpoint: name };
}

/** Nothing where the call is refused before a request. The name of the model depends on the endpoint only. */
async function bodyOf(
  model: string,
  call: object,
  endpoint: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const provider = providers.get(endpoint) ?? createCloudflare(settingsOf(endpoint));
  providers.set(endpoint, provider);
  try {
    const { body } = await provider.explain(model, call);
    return { ...(body as Readonly<Record<string, unknown>>), model: 'model' };
  } catch (error) {
    if (error instanceof Error && error.name === 'AI_UnsupportedFunctionalityError') return undefined;
    throw error;
  }
}
