import * as root from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalGatewayOptions,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { failureTable } from '../answer/failure-table.ts';
import { stepsOf } from '../fallback/server-support.ts';
import { FIRST, finish, foreign, rejected, SECOND, spoken, THIRD } from '../fallback/support.ts';
import { answerOf, chunkOf, events } from '../support/answers.ts';
import type { CallOptions } from '../support/call.ts';
import { completion, eventStream, refusal } from '../support/fake-fetch.ts';
import { HI, jsonFormat, P_IN, WX } from '../support/prompts.ts';
import { routes } from '../support/routes.ts';
import { answering, connected, modes, resultOf, sentOf, settled } from './calls.ts';
import { type AnyProvider, create, versions } from './entries.ts';
import { setTime } from './fixed-world.ts';
import type { Group, Recorder } from './recorder.ts';

const server = { mode: 'server' };
const both = ['client', 'server'] as const;

export async function recordFallbacks(recorder: Recorder): Promise<void> {
  await recordFailures(recorder.group('fallback-failures'));
  await recordSteps(recorder.group('fallback-steps'));
  await recordStreams(recorder.group('fallback-streams'));
  await recordRefused(recorder.group('fallback-refused'));
  await recordOthers(recorder.group('fallback-others'));
}

function world(settings: object = {}, options: LocalGatewayOptions = {}, version: 'v2' | 'v3' | 'v4' = 'v2') {
  const gateway = createLocalGateway(options);
  const provider = create(version, { ...localGatewayDefaults, ...settings, fetch: gateway.fetch });
  const sent = (): unknown => gateway.requests.map(({ url, body }) => [url, JSON.stringify(body)]);
  return { gateway, provider, sent };
}

/** Every failure of the first leg, where the second can answer and where it cannot. */
async function recordFailures(add: Group): Promise<void> {
  for (const [name] of failureTable) {
    for (const mode of both) {
      await add(`${name}/${mode}`, async () => {
        const told: Record<string, unknown> = {};
        for (const version of versions) {
          const call = version === 'v3' ? 'stream' : 'generate';
          const { gateway, provider, sent } = world({}, {}, version);
          gateway.reply({ error: name }, { upstream: 'openai' });
          const model = provider.fallback([FIRST, SECOND, THIRD], { mode });
          told[`${version}, ${call}`] = await settled(() => resultOf(model, call, {}, version));
          told[`${version}, sent`] = sent();
        }
        const { gateway, provider } = world();
        gateway.reply({ error: name }, { times: 3 });
        told.everywhere = await settled(() =>
          resultOf(provider.fallback([FIRST, SECOND], { mode }), 'generate'),
        );
        return told;
      });
    }
  }
}

/** The list of steps that leaves for a fallback of the server, and what is made of its answer. */
async function recordSteps(add: Group): Promise<void> {
  const call: CallOptions = { maxOutputTokens: 50, temperature: 0.5, tools: [WX], seed: 7 };
  const azure = { resource: 'res' };
  const sentOfList = async (legs: readonly unknown[], options: CallOptions, settings: object) => {
    const told: Record<string, unknown> = {};
    for (const mode of modes) {
      const { provider, fake } = answering(
        ({ body }) => {
          const streams = stepsOf(body).some(({ query }) => query.stream === true);
          return (streams ? eventStream : completion)('Hello', { 'cf-aig-step': '0' });
        },
        { ...connected, azure, ...settings },
      );
      told[mode] = await settled(() => resultOf(provider.fallback(legs, server), mode, options));
      told[`${mode}, sent`] = fake.requests.map(sentOf);
    }
    return told;
  };
  for (const { id, upstream } of routes) {
    await add(`step ${id}`, () => sentOfList([THIRD, id], call, {}));
    await add(`step ${id}, a key`, () =>
      sentOfList([id, THIRD], {}, { providerKeys: { [upstream]: 'sk-own' } }),
    );
  }
  const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } }) as CallOptions;
  const leg = { requestTimeoutMs: 500, retries: { maxAttempts: 3, retryDelayMs: 100, backoff: 'linear' } };
  const legs = [
    { model: FIRST, ...cloudflare({ ...leg, cacheTtl: 60, user: 'u-1' }) },
    { model: SECOND, ...cloudflare({ byokAlias: 'spare' }), headers: { 'x-leg': '2' } },
    THIRD,
  ];
  const calls: readonly CallOptions[] = [
    cloudflare({ cacheTtl: 3600, metadata: { user: 4711 }, retries: { maxAttempts: 2 } }),
    {
      ...cloudflare({ cacheTtl: 3600, requestTimeoutMs: 9000, skipCache: false }),
      headers: { 'x-team': 'd' },
    },
    cloudflare({ gatewayId: 'other' }),
    cloudflare({ zdr: true }),
    { tools: [WX], responseFormat: jsonFormat(P_IN), prompt: HI },
  ];
  for (const [index, options] of calls.entries()) {
    await add(`options ${index}`, () => sentOfList([FIRST, SECOND, THIRD], options, {}));
    await add(`options ${index}, of legs too`, () =>
      sentOfList(legs, options, { options: { metadata: { app: 'docs' } } }),
    );
  }
  const headers: readonly Record<string, string>[] = [
    {},
    ...['0', '1', '2', '9'].map(step => ({ 'cf-aig-step': step })),
    { 'cf-aig-step': '1', 'cf-aig-provider': 'groq' },
    { 'cf-aig-provider': 'workers-ai', 'cf-aig-model': THIRD },
    { 'cf-aig-step': '0', 'cf-aig-provider': 'groq' },
    { 'cf-aig-model': 'openai/gpt-oss-20b' },
    { 'cf-aig-model': 'openai/gpt-4o' },
    { 'cf-aig-provider': 'openai', 'cf-aig-model': 'gpt-4.1' },
    { 'cf-aig-provider': 'openai' },
    { 'cf-aig-model': 'gpt-9' },
  ];
  for (const [index, given] of headers.entries()) {
    for (const list of [
      [FIRST, THIRD, SECOND, 'openai/gpt-4.1'],
      ['dynamic/support', FIRST],
    ]) {
      await add(`headers ${index} of ${list[0]}`, async () => {
        const told: Record<string, object> = {};
        const respond = {
          generate: () => Response.json(answerOf({ content: 'Hello' }), { headers: given }),
          stream: () => events([chunkOf({ content: 'Hello' }, 'stop')], { headers: given }),
        };
        for (const mode of modes) {
          const { provider } = answering(respond[mode]);
          told[mode] = await settled(() => resultOf(provider.fallback(list, server), mode));
        }
        const failing = answering(() => refusal(400, { error: { message: 'no' } }, given));
        told.failed = await settled(() => resultOf(failing.provider.fallback(list, server), 'generate'));
        return told;
      });
    }
  }
}

const busy = (): Error => Object.assign(new Error('busy'), { statusCode: 503 });
const start: Parts[number] = { type: 'stream-start', warnings: [] };
const identity = { type: 'response-metadata', id: 'r1' } as const;
type Parts = NonNullable<NonNullable<Parameters<typeof foreign>[0]>['parts']>;

/** Streams of models of another package that break before or after the answer begins. */
async function recordStreams(add: Group): Promise<void> {
  const error = (reason: unknown) => ({ type: 'error', error: reason }) as const;
  const firsts: Readonly<Record<string, () => Parts>> = {
    'an error part': () => [start, identity, error(busy()), finish],
    'a text as error': () => [error('a text'), finish],
    'a read that fails': () => [start, rejected(busy())],
    'an end without anything': () => [start, identity],
    nothing: () => [],
    'a refusal': () => [start, error(Object.assign(new Error('no'), { statusCode: 400 }))],
    'an error after text': () => [start, { type: 'text-start', id: '1' }, error(busy()), finish],
    'a failing read after text': () => [start, { type: 'text-start', id: '1' }, rejected(busy())],
    'an error after a source': () => [
      start,
      { type: 'source', sourceType: 'url', id: '1', url: 'https://a.example' },
      error(busy()),
      finish,
    ],
    'a finish alone': () => [start, finish],
    'an answer': () => [start, identity, ...spoken('x')],
    'metadata of its own': () => [
      ...spoken('x').slice(0, -1),
      { ...finish, providerMetadata: { acme: { a: 1 }, cloudflare: { logId: 'L1' } } },
    ],
  };
  for (const [name, parts] of Object.entries(firsts))
    await add(name, () =>
      settled(() =>
        resultOf(
          world().provider.fallback([foreign({ parts: parts() }), foreign({ says: 'second' })]),
          'stream',
        ),
      ),
    );
}

/** Legs and options that no fallback takes. */
async function recordRefused(add: Group): Promise<void> {
  const lists: readonly unknown[] = [
    FIRST,
    [],
    [FIRST, 5],
    [undefined],
    [{ headers: {} }],
    [{ model: FIRST, provideroptions: {} }],
    [foreign({ more: { specificationVersion: 'v3' as 'v2' } })],
    [{ model: FIRST, headers: 'x-team' }],
    [FIRST, { model: SECOND, providerOptions: { cloudflare: { cacheTTL: 60 } } }],
    [FIRST, 'gpt-4o'],
    [{ model: 'openai/' }],
    [FIRST, foreign({ modelId: 'acme-1' })],
    [FIRST, 'alibaba/qwen3-max'],
    [FIRST, 'cloudflare/auto'],
    [FIRST, create('v2', connected)(SECOND)],
    [FIRST, create('v2', connected).fallback([SECOND])],
    [FIRST, { model: SECOND, providerOptions: { cloudflare: { gatewayId: 'other' } } }],
  ];
  const options: readonly unknown[] = [
    undefined,
    { mode: 'both' },
    { legTimeoutMs: 0 },
    { legTimeoutMs: 2 ** 31 },
    { legTimeoutMs: '5' },
    { legTimeoutMs: 1000 },
    { cooldown: {} },
    { cooldown: root.legCooldown() },
    { coolDown: root.legCooldown() },
    { policy: { 'rate-limits': 'stop' } },
    { policy: { capacity: 'retry' } },
    { policy: { capacity: 'stop' } },
    null,
  ];
  const make = (provider: AnyProvider, legs: unknown, given: unknown) => {
    const model = provider.fallback(legs as readonly unknown[], given as object);
    return { made: JSON.parse(JSON.stringify(model)) };
  };
  for (const version of versions) {
    for (const mode of both) {
      for (const [index, legs] of lists.entries())
        await add(`legs ${index}/${mode}/${version}`, () =>
          settled(() => make(world({}, {}, version).provider, legs, { mode })),
        );
      for (const [index, given] of options.entries())
        await add(`options ${index}/${mode}/${version}`, () =>
          settled(() =>
            make(
              world({}, {}, version).provider,
              [FIRST, SECOND],
              mode === 'server' && given ? { ...server, ...given } : given,
            ),
          ),
        );
    }
  }
  const host = 'https://gateway.ai.cloudflare.com/v1';
  const { accountId, apiToken } = connected;
  const settings: readonly (readonly [object, readonly unknown[]])[] = [
    [{ ...connected, endpoint: 'rest' }, [FIRST]],
    [{ apiToken, baseURL: `https://api.cloudflare.com/client/v4/accounts/${accountId}/ai/v1` }, [FIRST]],
    [{ apiToken, baseURL: 'https://ai.example.com' }, [FIRST]],
    [{ ...connected, gatewayId: null }, [THIRD]],
    [{ apiToken, baseURL: `${host}/${accountId}/mine/openai` }, [FIRST, SECOND]],
    [{ apiToken, baseURL: `${host}/${accountId}/mine/compat` }, [FIRST, SECOND]],
    [{ ...connected, endpoint: 'native' }, [FIRST, 'anthropic/claude-sonnet-4.5']],
    [{ accountId }, [FIRST]],
  ];
  for (const [index, [given, legs]] of settings.entries()) {
    for (const mode of both)
      await add(`settings ${index}/${mode}`, async () => {
        const { provider, fake } = answering(() => completion('Hello'), given);
        const result = await settled(() => resultOf(provider.fallback(legs, { mode }), 'generate'));
        return { ...result, sent: fake.requests.map(sentOf) };
      });
  }
}

async function recordOthers(add: Group): Promise<void> {
  for (const mode of modes) {
    await add(`options of legs and call (${mode})`, async () => {
      const first = foreign({ fails: 'x' });
      const second = foreign();
      const model = world().provider.fallback([
        {
          model: first,
          providerOptions: { cloudflare: { metadata: { leg: 1 }, cacheTtl: 60 }, acme: { list: [2] } },
          headers: { 'X-Leg': '1', 'x-team': 'legs' },
        },
        second,
      ]);
      const result = await resultOf(model, mode, {
        temperature: 0.5,
        headers: { 'X-Team': 'docs', 'x-call': '1' },
        providerOptions: {
          cloudflare: { metadata: { user: 4711 }, cacheTtl: 3600 },
          acme: { list: [1], a: 1 },
        },
      });
      return { result, first: first.calls, second: second.calls };
    });
    await add(`a policy of one's own (${mode})`, async () => {
      const told: unknown[] = [];
      for (const error of ['spend-limit', 'no-credits', 'workers-ai-capacity', 'guardrail-prompt'] as const) {
        const { gateway, provider } = world();
        gateway.reply({ error }, { model: FIRST });
        const policy = { 'spend-limit': 'stop', billing: 'next', capacity: undefined };
        told.push(await settled(() => resultOf(provider.fallback([FIRST, SECOND], { policy }), mode)));
      }
      return { told };
    });
    await add(`a cool-down (${mode})`, async () => {
      const cooldown = root.legCooldown({ failures: 2, durationMs: 60_000 });
      const { gateway, provider } = world();
      gateway.reply({ error: 'rate-limited' }, { model: FIRST, times: 2 });
      const told: unknown[] = [];
      for (const time of [0, 1, 2, 60_001, 120_002]) {
        setTime(time);
        told.push(await settled(() => resultOf(provider.fallback([FIRST, SECOND], { cooldown }), mode)));
      }
      setTime(0);
      return { told };
    });
    await add(`all legs of another package fail (${mode})`, () => {
      const quota = Object.assign(new Error('x'), {
        statusCode: 429,
        isRetryable: true,
        responseHeaders: { 'retry-after': '8', 'set-cookie': 'secret' },
        responseBody: JSON.stringify({ error: { message: 'no', code: 'insufficient_quota' } }),
      });
      const legs = [foreign({ modelId: 'a', fails: quota }), foreign({ modelId: 'b', fails: busy() })];
      return settled(() => resultOf(world().provider.fallback(legs), mode));
    });
    await add(`one in another (${mode})`, async () => {
      const { gateway, provider, sent } = world();
      gateway.reply({ error: 'openai-rate-limited' }, { times: 2 });
      const inner = provider.fallback([FIRST, SECOND], server);
      const result = await settled(() => resultOf(provider.fallback([inner, foreign()]), mode));
      return { ...result, sent: sent() };
    });
    await add(`through the binding (${mode})`, async () => {
      const gateway = createLocalGateway();
      gateway.reply({ error: 'openai-server-error' }, { upstream: 'openai' });
      const provider = create('v2', {
        binding: gateway.binding(),
        gatewayId: 'default',
        providerKeys: { groq: 'gsk_own' },
        options: { metadata: { app: 'docs' }, requestTimeoutMs: 5000 },
      });
      const model = provider.fallback([FIRST, SECOND], server);
      const refused = provider.fallback([FIRST, THIRD], server);
      return {
        answered: await settled(() => resultOf(model, mode)),
        sent: gateway.requests.map(({ headers, body }) => [headers, JSON.stringify(body)]),
        refused: await settled(() => resultOf(refused, mode)),
      };
    });
  }
  await add('URLs that all legs take', async () => {
    const image = { 'image/*': [/^https?:\/\/.*$/] };
    const of = (supportedUrls: object) =>
      foreign({ more: { supportedUrls: supportedUrls as Record<string, RegExp[]> } });
    const pdf = { ...image, 'application/pdf': [/^https:\/\/a\.example\/.*$/] };
    const told: unknown[] = [];
    for (const legs of [
      [FIRST],
      [FIRST, of(pdf)],
      [of(pdf), of(pdf)],
      [of(pdf), of({ '*/*': [/^https?:\/\/.*$/] })],
      [FIRST, of({})],
      [FIRST, of(Promise.resolve(image))],
    ])
      told.push(await Reflect.get(world().provider.fallback(legs), 'supportedUrls'));
    return { told };
  });
}
