import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { optionCalls } from '../differential/option-calls.ts';
import { vendors } from '../differential/vendors.ts';
import { wireCalls } from '../sdk/wire-calls.ts';
import { vendorKey } from '../support/account.ts';
import { routes } from '../support/routes.ts';
import { type Conversation, conversations } from '../upstreams/conversations.ts';
import { type Member, members } from '../upstreams/members.ts';
import { refusedRequests } from '../upstreams/refused-requests.ts';
import { bodies } from '../upstreams/wire-bodies.ts';
import { callOfBody } from './call-of-body.ts';
import { type Asked, connected, failureOf, type Mode, request, requestOfBinding } from './calls.ts';
import { create, versions } from './entries.ts';
import type { Group, Recorder } from './recorder.ts';

const endpoints = ['rest', 'compat', 'native', 'binding'] as const;

const azureOf = ({ family }: Pick<Member, 'family'>): object => ({
  resource: 'res',
  ...(family !== undefined && { families: { [family]: family } }),
});

const nameOf = ({ id, family }: Member): string => (family === undefined ? id : `${id} (${family})`);

/** The modes in turns: with many models and calls, each kind of both meets either. */
const inTurns = (index: number): Mode => (index % 2 === 0 ? 'generate' : 'stream');

/** One call in both modes. */
const inBoth = async (asked: Asked): Promise<object> => ({
  generate: await request(asked),
  stream: await request({ ...asked, mode: 'stream' }),
});

export async function recordRequests(recorder: Recorder): Promise<void> {
  await recordCalls(recorder.group('requests-calls'));
  await recordBodies(recorder.group('requests-bodies'));
  await recordRoutes(recorder.group('requests-routes'));
  await recordVendorOptions(recorder.group('requests-vendor-options'));
  await recordRefused(recorder.group('requests-refused-elsewhere'));
}

/** Everything that people send, to every member, in turns as a stream. */
async function recordCalls(add: Group): Promise<void> {
  for (const [row, member] of members.entries()) {
    const settings = { ...connected, azure: azureOf(member) };
    for (const [column, { label, options }] of wireCalls.entries()) {
      const mode = inTurns(row + column);
      await add(`${nameOf(member)}/${label} (${mode})`, () =>
        request({ model: member.id, options, settings, mode }),
      );
    }
  }
}

/** The bodies of the contract, on every endpoint, and in every specification. */
async function recordBodies(add: Group): Promise<void> {
  for (const member of members) {
    const azure = azureOf(member);
    const asked = bodies.map(({ label, mode, body }) => ({
      label,
      asked: { model: member.id, mode, options: callOfBody(body) },
    }));
    for (const endpoint of endpoints) {
      const run = (call: Asked): Promise<object> =>
        endpoint === 'binding'
          ? requestOfBinding({ ...call, settings: { azure } })
          : request({ ...call, settings: { ...connected, azure, endpoint } });
      const served = 'result' in (await run({ model: member.id }));
      for (const { label, asked: call } of served ? asked : asked.slice(0, 1))
        await add(`${nameOf(member)}/${endpoint}/${label}`, () => run(call));
    }
    for (const { label, asked: call } of asked) {
      const settings = { ...connected, azure };
      await add(`${nameOf(member)}/v3, v4/${label}`, async () => ({
        v3: await request({ ...call, settings, version: 'v3' }),
        v4: await request({ ...call, settings, version: 'v4' }),
      }));
    }
  }
}

/** Every way to an upstream, with and without a key of one's own. */
async function recordRoutes(add: Group): Promise<void> {
  for (const { id, upstream } of routes) {
    const azure = azureOf({});
    const providerKeys = { [upstream]: vendorKey(upstream) };
    for (const endpoint of ['auto', ...endpoints]) {
      for (const keyed of [false, true]) {
        const settings = { azure, ...(keyed && { providerKeys }) };
        await add(`${id}/${endpoint}/${keyed ? 'key' : 'no key'}`, async () => {
          const sent: Record<string, object> = {};
          for (const version of versions)
            sent[version] = await (endpoint === 'binding'
              ? requestOfBinding({ model: id, settings, version })
              : request({ model: id, settings: { ...connected, ...settings, endpoint }, version }));
          return sent;
        });
      }
    }
  }
}

/** Every option of the vendors' own packages. */
async function recordVendorOptions(add: Group): Promise<void> {
  for (const { name, models } of vendors) {
    for (const model of models) {
      for (const { label, options } of optionCalls(name))
        await add(`${name}/${model}/${label}`, () => inBoth({ model: `${name}/${model}`, options }));
    }
  }
}

async function recordRefused(add: Group): Promise<void> {
  for (const { label, model, call } of refusedRequests)
    await add(`${label}/${model}`, () => inBoth({ model, options: call }));
}

/** Prefixes that no upstream of the local gateway stands behind. */
const unknown = /^(?:newvendor|custom-)/;
const storedKeys = Object.fromEntries(
  'openai azure-openai anthropic google google-ai-studio google-vertex-ai groq xai grok mistral deepseek cerebras perplexity perplexity-ai cohere fireworks openrouter baseten parallel aws-bedrock'
    .split(' ')
    .map(name => [name, { default: 'sk-key-local' }]),
);

/** Whole conversations with the local gateway: each request of them, in order. */
export async function recordConversations(recorder: Recorder): Promise<void> {
  const add = recorder.group('conversations');
  for (const [row, member] of members.filter(({ id }) => !unknown.test(id)).entries()) {
    for (const [column, conversation] of conversations.entries()) {
      const mode = inTurns(row + column);
      await add(`${nameOf(member)}/${conversation.label} (${mode})`, () =>
        converse(member, conversation, mode),
      );
    }
  }
}

async function converse(member: Member, { run }: Conversation, mode: 'generate' | 'stream'): Promise<object> {
  const gateway = createLocalGateway({
    gateways: {
      default: { storedKeys, routes: { support: { provider: 'openai', model: 'gpt-4o' } } },
    },
  });
  const provider = create('v2', {
    ...localGatewayDefaults,
    azure: azureOf(member),
    fetch: gateway.fetch,
  });
  let failure: object = {};
  try {
    await run(provider(member.id) as unknown as Parameters<Conversation['run']>[0], mode, member);
  } catch (error) {
    // What a conversation expects is for the tests to check; here it is as good as any other end.
    failure = failureOf(error instanceof Error && /Assertion/.test(error.name) ? error.name : error);
  }
  const sent = gateway.requests.map(({ url, headers, body }) => [
    url,
    Object.entries(headers).sort().join('\n'),
    JSON.stringify(body),
  ]);
  return { sent, ...failure };
}
