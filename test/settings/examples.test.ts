import {
  type CloudflareProviderSettings,
  conversationSessionId,
  createCloudflare,
  legCooldown,
  tenantCacheKey,
} from 'ai-sdk-provider-cloudflare';
import ts from 'typescript';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kindFacts } from '../../src/gateway/errors/codes/kinds.ts';
import { optionTable } from '../../src/gateway/options/option-table.ts';
import { settingTable } from '../../src/settings/setting-table.ts';
import { template } from '../support/account.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

afterEach(() => vi.unstubAllEnvs());

const wrong: readonly unknown[] = [
  null,
  5,
  '5',
  '',
  true,
  [],
  {},
  () => 5,
  Symbol('s'),
  Number.NaN,
  { 'not-a-name': 1 },
];
const network = fakeFetch();
const cloudflare = createCloudflare({ ...connected, fetch: network.fetch });

/** What a call throws, if anything. */
async function thrown(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return undefined;
}

function exampleIn(error: unknown): string {
  const { message, name } = error as Error;
  // One of the SDK's own errors, never a TypeError of ours.
  expect(name, message).toMatch(/^AI_/);
  const [, example] = /Example: (.+)$/s.exec(message) ?? [];
  expect(example, message).toBeDefined();
  return example ?? '';
}

/** An example is code that compiles, and passes settings that exist; or it sets a variable. */
function check(error: unknown): void {
  const example = exampleIn(error);
  if (/^export [A-Z_]+=…$/.test(example)) return;
  const code = example.replace(/…(?=[\s,\]})])/g, 'etc').replace(/\[etc\]/g, '[]');
  const { diagnostics = [] } = ts.transpileModule(`(${code});`, { reportDiagnostics: true });
  expect(
    diagnostics.map(({ messageText }) => messageText),
    example,
  ).toEqual([]);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'createCloudflare')
      for (const argument of node.arguments)
        if (ts.isObjectLiteralExpression(argument))
          for (const member of argument.properties)
            expect(Object.keys(settingTable), example).toContain(
              member.name && ts.isIdentifier(member.name) ? member.name.text : '',
            );
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('example.ts', `(${code});`, ts.ScriptTarget.Latest, true));
}

const calling = (settings: object, providerOptions: object = {}) =>
  createCloudflare({ ...connected, fetch: network.fetch, ...settings } as CloudflareProviderSettings)(
    'openai/gpt-4o',
  ).doGenerate({ prompt: HI, providerOptions: { cloudflare: providerOptions } as never });

describe('the example in an error is code that works', () => {
  it('for every setting', async () => {
    for (const name of [...Object.keys(settingTable), 'aount-id', 'acountId'])
      for (const value of wrong) {
        const error = await thrown(() => calling({ [name]: value }));
        // A `fetch` is called before it turns out to be wrong.
        if (error !== undefined && name !== 'fetch') check(error);
      }
  });

  it('for members of settings', async () => {
    const wrongMembers = wrong.flatMap(value => [
      { timeouts: { idleMs: value } },
      { timeouts: { 'idle-ms': value } },
      { azure: { resource: value } },
      { access: { clientId: value, clientSecret: 'x' }, baseURL: 'https://ai.example.com' },
      { providerKeys: { openai: value } },
      { providerKeys: { 'google-ai-studio': value } },
      { providerKeys: { opnai: value } },
      { providerKeys: { openai: { headers: { authorization: value } } } },
      { options: { cacheTtl: value } },
      { headers: { 'x-team': value } },
      { headers: { Authorization: 'Bearer x' } },
      { profiles: { 'custom-acme': value } },
      { profiles: { 'custom-acme': { like: value } } },
    ]);
    for (const settings of wrongMembers) {
      const error = await thrown(() => calling({ endpoint: 'native', ...settings }));
      if (error !== undefined && (error as Error).message.includes('Example')) check(error);
    }
  });

  it('for every variable', async () => {
    const names = Object.values(settingTable).flatMap(({ variables = [] }) => variables);
    for (const name of names)
      for (const value of [
        'two words',
        'undefined',
        'null',
        'é',
        template('TOKEN'),
        '[object Object]',
        'not a url',
        'sk-ant-0123456789',
      ]) {
        vi.unstubAllEnvs();
        vi.stubEnv(name, value);
        const error = await thrown(() =>
          createCloudflare({ fetch: network.fetch })('openai/gpt-4o').doGenerate({ prompt: HI }),
        );
        if (error !== undefined) check(error);
      }
  });

  it('for every option of a call', async () => {
    for (const name of [...Object.keys(optionTable), 'cache-ttl'])
      for (const value of [...wrong, { unknown: 1 }]) {
        const error = await thrown(() => calling({}, { [name]: value }));
        if (error !== undefined && (error as Error).message.includes('Example')) check(error);
      }
  });

  it('for options of fallbacks', async () => {
    const legs = ['openai/gpt-4o', 'groq/llama-3.3-70b-versatile'];
    const fallback = (options: unknown, models: unknown = legs) =>
      cloudflare.fallback(models as never, options as never);
    for (const value of wrong) {
      for (const name of ['mode', 'legTimeoutMs', 'cooldown', 'policy', 'leg-timeout']) {
        const error = await thrown(() => fallback({ [name]: value }));
        if (error !== undefined) check(error);
      }
      for (const kind of [...Object.keys(kindFacts), 'rate-limits']) {
        const error = await thrown(() => fallback({ policy: { [kind]: value } }));
        check(error);
      }
      for (const options of [{ failures: value }, { now: value }, { 'cool-down': value }, value]) {
        const error = await thrown(() => legCooldown(options as never));
        if (error !== undefined) check(error);
      }
    }
  });
});

describe('options of the wrong type are refused, with the error of the house', () => {
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const signals = [null, 5, {}, { aborted: false }, 'abort'];
  const logOptions = [
    null,
    5,
    'x',
    [],
    ...['5', null, -1, Number.NaN, 2 ** 31, {}].map(timeoutMs => ({ timeoutMs })),
    ...[5, null, {}, ['a'], 'no such id!'].map(gatewayId => ({ gatewayId })),
    ...signals.map(abortSignal => ({ abortSignal })),
    { timeout: 5 },
  ];
  const listOptions = [
    null,
    5,
    'x',
    [],
    ...[5, 'cat', ['chat', 5], [['chat']], {}, null].map(kind => ({ kind })),
    ...[5, 'colour', [null], {}].map(feature => ({ feature })),
    ...[5, {}, null].map(search => ({ search })),
    ...['yes', 1, null].map(refresh => ({ refresh })),
    ...['5', -1, Number.NaN, null].map(ttlMs => ({ ttlMs })),
    ...[5, ['a'], {}, 'no such id!'].map(gatewayId => ({ gatewayId })),
    ...signals.map(abortSignal => ({ abortSignal })),
    { ttl: 5 },
  ];
  const helpers: readonly (() => unknown)[] = [
    null,
    undefined,
    5,
    'x',
    [],
    {},
    { tenant: 5 },
    { tenant: '' },
    { conversationId: 5 },
  ].flatMap(value => [
    () => tenantCacheKey(value as never),
    ...(typeof value === 'string' ? [] : [() => conversationSessionId(value as never)]),
  ]);

  it.each([
    ['logs.get', logOptions.map(options => () => cloudflare.logs.get(id, options as never))],
    [
      'logs.feedback',
      logOptions.map(options => () => cloudflare.logs.feedback(id, { feedback: 1 }, options as never)),
    ],
    [
      'the feedback',
      [null, 5, 'x', [], {}, { feedback: '1' }, { score: '5' }, { metadata: 'x' }].map(
        feedback => () => cloudflare.logs.feedback(id, feedback as never),
      ),
    ],
    ['listModels', listOptions.map(options => () => cloudflare.listModels(options as never))],
    ['helpers', helpers],
  ])('%s', async (_, calls) => {
    const before = network.requests.length;
    for (const call of calls) check((await thrown(call)) ?? new Error(`nothing was thrown: ${call}`));
    expect(network.requests.length).toBe(before);
  });
});
