import { generateObject, generateText, streamText } from 'ai';
import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalGateway,
  type LocalGatewayOptions,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { rejection, socketError } from '../../support/answers.ts';
import { connected } from '../../support/call.ts';
import { fakeFetch, refusal } from '../../support/fake-fetch.ts';

const prompt = 'Hi';

afterEach(() => {
  vi.useRealTimers();
});
const gateways = { shop: {} };

/** The same over both ways that lead to the log. */
const ways: readonly (readonly [string, (gateway: LocalGateway) => CloudflareProviderSettings])[] = [
  ['over REST', gateway => ({ ...localGatewayDefaults, fetch: gateway.fetch })],
  ['over the binding', gateway => ({ binding: gateway.binding() })],
];

describe.each(ways)('logs %s', (_, settingsOf) => {
  function world(options: LocalGatewayOptions = {}, settings: CloudflareProviderSettings = {}) {
    const gateway = createLocalGateway({ gateways, ...options });
    return { gateway, cloudflare: createCloudflare({ ...settingsOf(gateway), ...settings }) };
  }

  it('give the entry of a result, typed', async () => {
    const { gateway, cloudflare } = world();
    const result = await generateText({
      model: cloudflare('openai/gpt-4o'),
      prompt,
      providerOptions: { cloudflare: { metadata: { team: 'docs' } } },
    });
    const log = await cloudflare.logs.get(result);
    const [row] = gateway.logs;
    expect(log).toEqual({
      id: getCloudflareMetadata(result)?.logId,
      gatewayId: 'default',
      createdAt: row?.createdAt,
      provider: 'openai',
      model: 'gpt-4o',
      path: row?.path,
      cost: row?.cost,
      customCost: false,
      tokensIn: result.usage.inputTokens,
      tokensOut: result.usage.outputTokens,
      cached: false,
      success: true,
      statusCode: 200,
      durationMs: row?.durationMs,
      step: 0,
      metadata: { team: 'docs' },
      raw: expect.objectContaining({ id: row?.id, status_code: 200 }),
    });
    expect(log.cost).toBeGreaterThan(0);
    expect(Object.keys(log)).not.toContain('feedback');
  });

  it('take feedback, which the entry then shows', async () => {
    const { gateway, cloudflare } = world();
    const result = await generateText({ model: cloudflare('openai/gpt-4o'), prompt });
    const sent = { feedback: -1, score: 12.5, metadata: { reason: 'too long' } } as const;
    expect(await cloudflare.logs.feedback(result, sent)).toBeUndefined();
    expect(gateway.logs[0]).toMatchObject(sent);
    expect(gateway.requests.at(-1)).toMatchObject({ method: 'PATCH', body: sent });
    expect(await cloudflare.logs.get(result)).toMatchObject(sent);
  });

  it('find the entry by whatever has its id', async () => {
    const { cloudflare } = world();
    const model = cloudflare('@cf/zai-org/glm-5.2');
    const generated = await generateText({ model, prompt });
    const object = await generateObject({ model, prompt, schema: z.object({ city: z.string() }) });
    const streamed = streamText({ model, prompt });
    const pending = cloudflare.logs.get(streamed);
    await streamed.consumeStream();
    const metadata = getCloudflareMetadata(generated);
    const references = [
      generated,
      generated.steps[0],
      { providerMetadata: generated.providerMetadata },
      { providerMetadata: Promise.resolve(generated.providerMetadata) },
      metadata,
      { logId: metadata?.logId ?? '', gatewayId: 'default', cacheStatus: 'MISS' },
      ` ${metadata?.logId} `,
    ] as const;
    for (const reference of references) {
      const log = await cloudflare.logs.get(reference ?? '');
      expect(log.id).toBe(metadata?.logId);
    }
    const streamMetadata = getCloudflareMetadata({ providerMetadata: await streamed.providerMetadata });
    expect((await pending).id).toBe(streamMetadata?.logId);
    expect((await cloudflare.logs.get(object)).id).toBe(getCloudflareMetadata(object)?.logId);
  });

  it('find the entry of a call that failed', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' });
    const model = cloudflare('mistral/mistral-large-latest');
    const error = await rejection(generateText({ model, prompt, maxRetries: 0 }));
    const logId = getCloudflareError(error)?.logId;
    expect(logId).toBeDefined();
    // Of what is no error, the type is not known.
    expect(await cloudflare.logs.get(error as Error)).toMatchObject({
      id: logId,
      success: false,
      statusCode: 429,
      cost: 0,
    });
  });

  it('ask the gateway of the call, then that of the settings', async () => {
    const { gateway, cloudflare } = world({}, { gatewayId: 'shop' });
    const result = await generateText({
      model: cloudflare('openai/gpt-4o'),
      prompt,
      providerOptions: { cloudflare: { gatewayId: 'default' } },
    });
    expect((await cloudflare.logs.get(result)).gatewayId).toBe('default');
    const { logId = '' } = getCloudflareMetadata(result) ?? {};
    const error = await rejection(cloudflare.logs.get(logId, { timeoutMs: 0 }));
    expect(gateway.requests.at(-1)?.path).toContain('ai-gateway/gateways/shop/logs/');
    const info = getCloudflareError(error);
    expect(info).toMatchObject({ gatewayId: 'shop', statusCode: 404, retryable: false });
    expect(info?.hint).toContain(`Gateway 'shop' has no log entry ${logId}, or not yet`);
    expect(info).not.toHaveProperty('modelId');
    expect(await cloudflare.logs.get(logId, { gatewayId: 'default' })).toMatchObject({ id: logId });
  });

  it('wait for an entry that is not there yet, and no longer than told', async () => {
    const { gateway, cloudflare } = world({ logDelayMs: 250 });
    const result = await generateText({ model: cloudflare('openai/gpt-4o'), prompt });
    const early = await rejection(cloudflare.logs.get(result, { timeoutMs: 0 }));
    expect(getCloudflareError(early)?.statusCode).toBe(404);
    expect(await cloudflare.logs.get(result)).toMatchObject({ success: true });
    expect(gateway.requests.filter(({ path }) => path.includes('/logs/')).length).toBeGreaterThan(2);

    const never = world({ logDelayMs: 600_000 });
    const other = await generateText({ model: never.cloudflare('openai/gpt-4o'), prompt });
    vi.useFakeTimers();
    const settled = vi.fn<(error: unknown) => void>();
    void rejection(never.cloudflare.logs.feedback(other, { score: 1 }, { timeoutMs: 300 })).then(settled);
    await vi.advanceTimersByTimeAsync(299);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(getCloudflareError(settled.mock.calls[0]?.[0])).toBeDefined();
  });

  it('stop waiting when the caller does', async () => {
    const { cloudflare } = world({ logDelayMs: 600_000 });
    const result = await generateText({ model: cloudflare('openai/gpt-4o'), prompt });
    const gone = new AbortController();
    const call = cloudflare.logs.get(result, { timeoutMs: 60_000, abortSignal: gone.signal });
    setTimeout(() => gone.abort(new Error('enough')), 50);
    expect(await rejection(call)).toBe(gone.signal.reason);
    expect(await rejection(cloudflare.logs.get(result, { abortSignal: gone.signal }))).toBe(
      gone.signal.reason,
    );
  });

  it.each<[unknown, string]>([
    [{}, 'at least one of `feedback`, `score` and `metadata` is required'],
    [{ feedback: undefined }, 'at least one of'],
    ['up', 'feedback: expected an object.'],
    [
      { feedback: 2 },
      'feedback.feedback: expected 1 (up) or -1 (down). Example: cloudflare.logs.feedback(result, { feedback: 1 })',
    ],
    [{ feedback: true }, 'feedback.feedback: expected 1'],
    [{ score: 101 }, 'feedback.score: expected a number from 0 to 100.'],
    [{ score: '90' }, 'feedback.score: expected a number'],
    [{ score: Number.NaN }, 'feedback.score: expected a number'],
    [{ metadata: [] }, 'feedback.metadata: expected an object of labels.'],
    [
      { metadata: { a: {} } },
      'feedback.metadata: expected an object of labels: "a" is not a string, number or boolean',
    ],
    [{ metadata: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 } }, '6 entries; the gateway keeps five'],
    [{ scores: 3 }, 'feedback.scores: unknown field. Did you mean `score`?'],
  ])('refuse the feedback %j before sending it', async (feedback, message) => {
    const { gateway, cloudflare } = world();
    // What no type lets through.
    const error = await rejection(cloudflare.logs.feedback('some-log', feedback as object));
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      message: expect.stringContaining(message),
    });
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'invalid-request' });
    expect(gateway.requests).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    [
      'a result without a gateway',
      { providerMetadata: { cloudflare: { endpoint: 'rest' } } },
      'it has no log id',
    ],
    ['a result of another provider', { providerMetadata: { openai: {} } }, 'it has no log id'],
    ['a result without metadata', { providerMetadata: undefined }, 'it has no log id'],
    ['an error of somebody else', new Error('no'), 'it has no log id'],
    ['nothing', undefined, 'it has no log id'],
    ['an empty text', ' ', 'this is not a log entry id'],
    ['a path', '../../gateways', 'this is not a log entry id'],
    ['dots', '..', 'this is not a log entry id'],
    ['a log id that is no text', { logId: 7 }, 'this is not a log entry id'],
  ])('refuse %s', async (__, reference, message) => {
    const { gateway, cloudflare } = world();
    // What no type lets through.
    const error = await rejection(cloudflare.logs.get(reference as string));
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      message: expect.stringContaining(message),
    });
    expect(gateway.requests).toEqual([]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuse to wait %d ms', async timeoutMs => {
    const { cloudflare } = world();
    expect(await rejection(cloudflare.logs.get('some-log', { timeoutMs }))).toMatchObject({
      message: expect.stringContaining('timeoutMs: expected milliseconds, 0 or more'),
    });
  });
});

describe('logs and permissions', () => {
  const tokens = {
    'run-token': ['ai-gateway-run', 'workers-ai-read'],
    'read-token': ['ai-gateway-read'],
  } as const;

  it.each([
    ['run-token', 'get', 'AI Gateway > Read'],
    ['run-token', 'feedback', 'AI Gateway > Edit'],
    ['read-token', 'feedback', 'AI Gateway > Edit'],
  ] as const)('%s may not %s: the error names %s', async (apiToken, method, permission) => {
    const { fetch } = createLocalGateway({ tokens });
    const { logs } = createCloudflare({ ...localGatewayDefaults, apiToken, fetch });
    const call = method === 'get' ? logs.get('some-log') : logs.feedback('some-log', { feedback: 1 });
    const info = getCloudflareError(await rejection(call));
    expect(info).toMatchObject({
      source: 'cloudflare-api',
      kind: 'permission',
      code: 10000,
      statusCode: 403,
    });
    expect(info?.hint).toBe(
      `The token lacks a permission: it needs Account > ${permission} in account 0123…cdef. Model calls do not need it and may still work.`,
    );
  });

  it('need a token, and say which', async () => {
    const fake = fakeFetch();
    const { logs } = createCloudflare({ accountId: localGatewayDefaults.accountId, fetch: fake.fetch });
    expect(await rejection(logs.get('some-log'))).toMatchObject({
      name: 'AI_LoadAPIKeyError',
      message: expect.stringContaining('Account > AI Gateway > Read'),
    });
    expect(fake.requests).toEqual([]);
  });
});

describe('logs on an unsteady network', () => {
  const answers = (list: readonly Response[]) => {
    let next = 0;
    return fakeFetch(() => list[Math.min(next++, list.length - 1)]?.clone() ?? new Response());
  };
  const row = Response.json({
    success: true,
    result: { id: 'l1', cost: null, metadata: '{"a":1}', created_at: 'x', step: '0' },
  });

  it('try again where trouble passes', async () => {
    const missing = refusal(404, { success: false, errors: [{ code: 7002, message: 'Log not found' }] });
    const fake = answers([refusal(502, 'bad gateway'), missing, row]);
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    // What cannot be read is absent.
    expect(await logs.get('l1')).toEqual({
      id: 'l1',
      gatewayId: 'my-gateway',
      metadata: { a: 1 },
      raw: expect.any(Object),
    });
    expect(fake.requests).toHaveLength(3);
  });

  it.each([
    [
      'a refused token',
      refusal(401, { success: false, errors: [{ code: 10000, message: 'Authentication error' }] }),
    ],
    ['a bad request', refusal(400, { success: false, errors: [{ code: 7001, message: 'Invalid value' }] })],
    ['an answer that is none', Response.json({ success: true, result: null })],
    ['a sign-in page', new Response('<html>Sign in</html>')],
  ])('fail at once with %s', async (_, answer) => {
    const fake = answers([answer]);
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    expect(getCloudflareError(await rejection(logs.get('l1')))).toMatchObject({ retryable: false });
    expect(fake.requests).toHaveLength(1);
  });

  it('tell what was found, where the time runs out in the middle of another try', async () => {
    let asked = 0;
    const missing = refusal(404, { success: false, errors: [{ code: 7002, message: 'Log not found' }] });
    const fake = fakeFetch(() => (asked++ === 0 ? missing : new Promise<Response>(() => undefined)));
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    const info = getCloudflareError(await rejection(logs.get('l1', { timeoutMs: 200 })));
    expect([info?.statusCode, fake.requests.length]).toEqual([404, 2]);
  });

  it('wait for a server that does not answer no longer than told', async () => {
    const fake = fakeFetch(() => new Promise<Response>(() => undefined));
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    const info = getCloudflareError(await rejection(logs.get('l1', { timeoutMs: 60 })));
    expect(info).toMatchObject({ source: 'client', kind: 'timeout' });
    expect(fake.requests.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('try again where an answer breaks off', async () => {
    let asked = 0;
    const fake = fakeFetch(() => (asked++ === 0 ? brokenOff() : row.clone()));
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    expect(await logs.get('l1')).toMatchObject({ id: 'l1' });
    expect(fake.requests).toHaveLength(2);
  });

  it('fail typed where every answer breaks off', async () => {
    const fake = fakeFetch(brokenOff);
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    const error = await rejection(logs.get('l1', { timeoutMs: 0 }));
    expect(error).toMatchObject({ name: 'AI_APICallError', statusCode: 200 });
    expect(getCloudflareError(error)).toMatchObject({
      source: 'client',
      kind: 'stream-truncated',
      code: 'UND_ERR_SOCKET',
      retryable: true,
      gatewayId: 'my-gateway',
    });
  });

  it('end in time with an answer that comes in drops', async () => {
    let cancelled: unknown;
    const drops = new ReadableStream({
      pull: async controller => {
        await new Promise(resolve => setTimeout(resolve, 30));
        controller.enqueue(new TextEncoder().encode(' '));
      },
      cancel: reason => {
        cancelled = reason;
      },
    });
    const fake = fakeFetch(() => new Response(drops));
    const { logs } = createCloudflare({ ...connected, fetch: fake.fetch });
    const error = await rejection(Promise.race([logs.get('l1', { timeoutMs: 150 }), late()]));
    expect(error).toMatchObject({ name: 'AI_APICallError' });
    const info = getCloudflareError(error);
    expect(info).toMatchObject({ source: 'client', kind: 'timeout', retryable: true, endpoint: 'rest' });
    expect(info?.message).toContain(
      'The response was not complete within 150 ms. Retry the call, or raise timeoutMs.',
    );
    expect(cancelled).toBe(error);
  });

  it('end in time with a token that never comes', async () => {
    const apiToken = () => new Promise<string>(() => undefined);
    const fake = fakeFetch(() => row.clone());
    const { logs } = createCloudflare({ ...connected, apiToken, fetch: fake.fetch });
    const error = await rejection(Promise.race([logs.get('l1', { timeoutMs: 60 }), late()]));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'timeout', endpoint: 'rest' });
    expect(fake.requests).toEqual([]);
  });

  it('take a pace of drops within the time', async () => {
    const text = JSON.stringify({ success: true, result: { id: 'l1' } });
    const drops = [...text];
    const body = new ReadableStream({
      pull: async controller => {
        await new Promise(resolve => setTimeout(resolve, 1));
        const next = drops.shift();
        if (next === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(next));
      },
    });
    const { fetch } = fakeFetch(() => new Response(body));
    expect(await createCloudflare({ ...connected, fetch }).logs.get('l1')).toMatchObject({ id: 'l1' });
  });
});

/** What `timeoutMs` should not let happen. */
const late = () => new Promise(resolve => setTimeout(resolve, 20_000).unref());

/** An answer whose connection ends in the middle. */
function brokenOff(): Response {
  return new Response(
    new ReadableStream({
      start: controller => controller.enqueue(new TextEncoder().encode('{"success":true,')),
      pull: controller => controller.error(socketError()),
    }),
  );
}
