import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rejection } from '../../support/answers.ts';
import { connected } from '../../support/call.ts';
import { eventually } from '../../support/eventually.ts';
import { completion, fakeFetch, type RecordedRequest, refusal } from '../../support/fake-fetch.ts';

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-01T12:00:00Z'), toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** What each list answers now. */
interface Lists {
  search: () => Response | Promise<Response>;
  gateway: () => Response | Promise<Response>;
}

const searchOf =
  (...names: string[]) =>
  () =>
    Response.json({
      success: true,
      result: names.map(name => ({ name, task: { name: 'Text Generation' } })),
      result_info: { total_count: names.length },
    });
const gatewayOf =
  (...ids: string[]) =>
  () =>
    Response.json({ data: ids.map(id => ({ id })) });
const down = () => refusal(503, { success: false, errors: [{ code: 10, message: 'Down for repairs' }] });

function world(lists: Lists) {
  const answer = ({ url }: RecordedRequest) => {
    if (url.includes('/models/search')) return lists.search();
    if (url.includes('/compat/models')) return lists.gateway();
    return Response.json({ success: true, result: [] });
  };
  const fake = fakeFetch(answer);
  return { cloudflare: createCloudflare({ ...connected, fetch: fake.fetch }), fake };
}

const ids = ({ models }: { readonly models: readonly { readonly id: string }[] }) =>
  models.map(({ id }) => id);

describe('a list at hand', () => {
  it('is good for an hour, or for as long as asked', async () => {
    const { cloudflare, fake } = world({ search: searchOf('@cf/a/b'), gateway: gatewayOf() });
    const first = await cloudflare.listModels();
    later(59 * MINUTE);
    expect(await cloudflare.listModels()).toEqual(first);
    expect(fake.requests).toHaveLength(3);
    await cloudflare.listModels({ ttlMs: 30 * MINUTE });
    expect(fake.requests).toHaveLength(6);
    await cloudflare.listModels({ refresh: true });
    expect(fake.requests).toHaveLength(9);
    later(61 * MINUTE);
    await cloudflare.listModels({ kind: 'image' });
    expect(fake.requests).toHaveLength(12);
  });

  it('belongs to one provider and one gateway', async () => {
    const lists = { search: searchOf('@cf/a/b'), gateway: gatewayOf('openai/gpt-4o') };
    const { cloudflare, fake } = world(lists);
    await cloudflare.listModels();
    await cloudflare.listModels({ gatewayId: 'other' });
    expect(fake.requests.filter(({ url }) => url.includes('/other/compat/models'))).toHaveLength(1);
    expect(ids(await cloudflare.listModels({ gatewayId: null }))).toEqual(['@cf/a/b']);
    expect(fake.requests).toHaveLength(8);
    expect(world(lists).fake.requests).toHaveLength(0);
  });

  it('takes the place of one that cannot be had, and says so', async () => {
    const lists: Lists = { search: searchOf('@cf/a/b'), gateway: gatewayOf('openai/gpt-4o') };
    const { cloudflare } = world(lists);
    const fresh = await cloudflare.listModels();
    later(2 * 60 * MINUTE);
    lists.search = down;
    lists.gateway = gatewayOf('openai/gpt-5');
    const stale = await cloudflare.listModels();
    expect(ids(stale)).toEqual(['@cf/a/b', 'openai/gpt-5']);
    expect([stale.stale, stale.fetchedAt]).toEqual([true, fresh.fetchedAt]);
    expect(stale.warnings).toEqual([
      expect.stringMatching(
        /^Models of the Workers AI model search are as of 2026-11-01T12:00:00\.000Z: Down for repairs/,
      ),
    ]);
    // Asked again soon, and not with each call.
    later(MINUTE / 2);
    expect((await cloudflare.listModels()).stale).toBe(true);
    lists.search = searchOf('@cf/a/b', '@cf/c/d');
    later(MINUTE);
    expect(await cloudflare.listModels()).toMatchObject({ stale: false, warnings: [] });
    expect(ids(await cloudflare.listModels())).toContain('@cf/c/d');
  });

  it('is never made of a failure', async () => {
    const lists: Lists = { search: down, gateway: down };
    const fake = fakeFetch(({ url }) => (url.includes('/compat/') ? lists.gateway() : lists.search()));
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    expect(getCloudflareError(await rejection(cloudflare.listModels()))).toMatchObject({ statusCode: 503 });
    lists.search = searchOf('@cf/a/b');
    expect(ids(await cloudflare.listModels())).toEqual(['@cf/a/b']);
  });
});

describe('callers at the same time', () => {
  function slow() {
    let open = (): void => undefined;
    const gate = new Promise<void>(resolve => {
      open = resolve;
    });
    const lists: Lists = {
      search: async () => {
        await gate;
        return searchOf('@cf/a/b')();
      },
      gateway: gatewayOf(),
    };
    return { ...world(lists), open };
  }

  it('share one request', async () => {
    const { cloudflare, fake, open } = slow();
    const calls = [cloudflare.listModels(), cloudflare.listModels({ kind: 'image' })];
    open();
    const [all, images] = await Promise.all(calls);
    expect([ids(all ?? { models: [] }), ids(images ?? { models: [] })]).toEqual([['@cf/a/b'], []]);
    expect(fake.requests).toHaveLength(3);
  });

  it('do not keep a refresh waiting for what they asked before', async () => {
    const lists: Lists = { search: () => new Promise(() => undefined), gateway: gatewayOf() };
    const { cloudflare, fake } = world(lists);
    const gone = new AbortController();
    const stuck = rejection(cloudflare.listModels({ abortSignal: gone.signal }));
    await eventually(() => expect(fake.requests).toHaveLength(3));
    lists.search = searchOf('@cf/a/b');
    expect(ids(await cloudflare.listModels({ refresh: true }))).toEqual(['@cf/a/b']);
    expect(ids(await cloudflare.listModels())).toEqual(['@cf/a/b']);
    expect(fake.requests).toHaveLength(6);
    gone.abort();
    expect(await stuck).toBe(gone.signal.reason);
  });

  it('keep the newer list, whichever comes first', async () => {
    let open = (_: Response): void => undefined;
    const lists: Lists = {
      search: () =>
        new Promise(resolve => {
          open = resolve;
        }),
      gateway: gatewayOf(),
    };
    const { cloudflare, fake } = world(lists);
    const older = cloudflare.listModels();
    await eventually(() => expect(fake.requests).toHaveLength(3));
    lists.search = searchOf('@cf/new/one');
    await cloudflare.listModels({ refresh: true });
    open(searchOf('@cf/old/one')());
    expect(ids(await older)).toEqual(['@cf/old/one']);
    expect(ids(await cloudflare.listModels())).toEqual(['@cf/new/one']);
  });

  it('do not end each other’s wait', async () => {
    const { cloudflare, fake, open } = slow();
    const gone = new AbortController();
    const left = cloudflare.listModels({ abortSignal: gone.signal });
    const stays = cloudflare.listModels();
    const reason = new Error('I left');
    gone.abort(reason);
    expect(await rejection(left)).toBe(reason);
    open();
    expect(ids(await stays)).toEqual(['@cf/a/b']);
    expect(fake.requests).toHaveLength(3);
    expect(fake.requests.every(({ signal }) => signal?.aborted === false)).toBe(true);
  });

  it('give the requests up together, and the next caller starts anew', async () => {
    const { cloudflare, fake, open } = slow();
    const gone = new AbortController();
    const calls = [1, 2].map(() => cloudflare.listModels({ abortSignal: gone.signal }));
    const rejections = Promise.all(calls.map(rejection));
    await eventually(() => expect(fake.requests).toHaveLength(3));
    gone.abort();
    expect(await rejections).toEqual([gone.signal.reason, gone.signal.reason]);
    expect(fake.requests[0]?.signal?.aborted).toBe(true);
    open();
    expect(ids(await cloudflare.listModels())).toEqual(['@cf/a/b']);
    expect(fake.requests).toHaveLength(6);
  });

  it('send nothing when they have given up before', async () => {
    const { cloudflare, fake } = slow();
    const signal = AbortSignal.abort();
    expect(await rejection(cloudflare.listModels({ abortSignal: signal }))).toBe(signal.reason);
    expect(fake.requests).toEqual([]);
  });
});

describe('what one caller does to a list', () => {
  it('is nothing to the next', async () => {
    const search = () =>
      Response.json({
        success: true,
        result: [{ name: '@cf/a/b', properties: [{ property_id: 'context_window', value: '10' }] }, null],
        result_info: { total_count: 2 },
      });
    const { cloudflare } = world({ search, gateway: gatewayOf() });
    const first = await cloudflare.listModels();
    const before = structuredClone(first);
    const model = first.models[0]!;
    const changes: readonly (() => unknown)[] = [
      () => Object.assign(model, { id: 'other' }),
      () => Object.assign(model.raw, { binding: {} }),
      () => Object.assign(model.raw['workers-ai-search'] as object, { name: 'other' }),
      // What is read-only in the type.
      () => (model.sources as string[]).push('other'),
    ];
    for (const change of changes) expect(change).toThrow(TypeError);
    (first.models as unknown[]).length = 0;
    (first.warnings as string[]).push('mine');
    expect(await cloudflare.listModels()).toEqual(before);
  });
});

describe('a list that never answers', () => {
  beforeEach(() => vi.useFakeTimers());

  // Both look at no signal.
  const silences: readonly (readonly [string, () => Response | Promise<Response>])[] = [
    ['in silence', () => new Promise(() => undefined)],
    [
      'in drops',
      () =>
        new Response(
          new ReadableStream({
            pull: async controller => {
              await new Promise(resolve => setTimeout(resolve, 100));
              controller.enqueue(new TextEncoder().encode(' '));
            },
          }),
        ),
    ],
  ];

  it.each(silences)('is missing after 15 seconds, and the others are there: %s', async (_, gateway) => {
    const { cloudflare } = world({ search: searchOf('@cf/a/b'), gateway });
    const call = cloudflare.listModels();
    let settled = false;
    call.then(() => {
      settled = true;
    });
    await vi.advanceTimersByTimeAsync(14_900);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(settled).toBe(true);
    const { models, warnings } = await call;
    expect(models.map(({ id }) => id)).toEqual(['@cf/a/b']);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Models of the list of the gateway are missing: The response was not complete within 15000 ms\. .*raise timeouts\.firstByteMs/,
      ),
    ]);
  });

  it('has one limit for all of its pages', async () => {
    let page = 0;
    const search = async () => {
      await new Promise(resolve => setTimeout(resolve, 4000));
      return Response.json({ success: true, result: [{ name: `@cf/a/${page++}` }] });
    };
    const { cloudflare } = world({ search, gateway: gatewayOf('openai/gpt-4o') });
    const call = cloudflare.listModels();
    await vi.advanceTimersByTimeAsync(15_100);
    const { warnings } = await call;
    expect([page, warnings.length]).toEqual([3, 1]);
  });

  it('fails typed where there is no other', async () => {
    const fetch = () => new Promise<Response>(() => undefined);
    const failed = rejection(createCloudflare({ ...connected, fetch }).listModels());
    await vi.advanceTimersByTimeAsync(15_100);
    const error = await failed;
    expect(error).toMatchObject({ name: 'AI_APICallError' });
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'timeout', retryable: true });
  });

  it('may take as long as the settings say', async () => {
    const fake = fakeFetch(async ({ url }) => {
      await new Promise(resolve => setTimeout(resolve, 20_000));
      return (url.includes('/compat/') ? gatewayOf('openai/gpt-4o') : searchOf())();
    });
    const timeouts = { firstByteMs: 30_000 };
    const call = createCloudflare({ ...connected, timeouts, fetch: fake.fetch }).listModels();
    await vi.advanceTimersByTimeAsync(20_100);
    expect(ids(await call)).toEqual(['openai/gpt-4o']);
  });
});

describe('a wrong model id', () => {
  const notFound = () =>
    refusal(404, {
      success: false,
      result: [],
      messages: [],
      error: [{ code: 7003, message: 'Model not found: x' }],
      name: 'AiGatewayError',
    });

  async function hintOf(id: string, listFirst: boolean) {
    const lists = {
      search: searchOf('@cf/zai-org/glm-4.7-flash', '@cf/moonshotai/kimi-k2.6'),
      gateway: gatewayOf(
        'anthropic/claude-haiku-4-5',
        'anthropic/claude-sonnet-4-5',
        'openai/gpt-4o',
        'openai/gpt-4o-mini',
      ),
    };
    const fake = fakeFetch(({ url }) => {
      if (url.includes('/models/search')) return lists.search();
      if (url.includes('/compat/models')) return lists.gateway();
      if (url.includes('/ai/catalog/')) return Response.json({ success: true, result: [] });
      return id === 'openai/gpt-4o' ? completion('Hi') : notFound();
    });
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    if (listFirst) await cloudflare.listModels();
    const before = fake.requests.length;
    const call = cloudflare(id).doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    });
    const info = getCloudflareError(await rejection(call));
    expect(fake.requests).toHaveLength(before + 1);
    return info;
  }

  it.each([
    ['anthropic/claude-haiku-4.6', /Did you mean 'anthropic\/claude-haiku-4\.5'/],
    ['moonshotai/kimi-k2.6', /Did you mean '@cf\/moonshotai\/kimi-k2\.6'/],
    ['openai/gpt-4p', /Did you mean 'openai\/gpt-4o'/],
  ])('gets the nearest ones of a list at hand: %s', async (id, expected) => {
    const info = await hintOf(id, true);
    expect(info?.kind).toBe('model-not-found');
    expect(info?.hint).toMatch(/^Check the spelling/);
    expect(info?.hint).toMatch(expected);
    expect(info?.message).toMatch(expected);
  });

  it.each([
    ['opnai/gpt-4o', "'openai/gpt-4o'"],
    ['antropic/claude-haiku-4.5', "'anthropic/claude-haiku-4.5'"],
  ])('gets the upstream that its prefix is close to, without any list: %s', async (id, expected) => {
    expect((await hintOf(id, false))?.hint).toContain(`Did you mean ${expected}?`);
  });

  it('gets none where nothing is near, and no list is fetched for it', async () => {
    expect((await hintOf('mistral/some-other-thing', true))?.hint).not.toContain('Did you mean');
    expect((await hintOf('openai/gpt-4p', false))?.hint).not.toContain('Did you mean');
  });
});
