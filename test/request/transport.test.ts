import { APICallError } from '@ai-sdk/provider';
import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { connected, type Mode, refused } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];

/** The error of a call whose fetch answers or throws this. */
async function failing(
  mode: Mode,
  answer: () => Response | Promise<Response>,
  settings: Pick<CloudflareProviderSettings, 'timeouts'> = {},
) {
  const fake = fakeFetch(answer);
  const cloudflare = createCloudflare({ ...connected, ...settings, fetch: fake.fetch });
  const error = await rejection(
    mode === 'embed'
      ? cloudflare.textEmbeddingModel('@cf/baai/bge-m3').doEmbed({ values: ['a'] })
      : cloudflare('openai/gpt-4o')[mode === 'generate' ? 'doGenerate' : 'doStream']({ prompt: HI }),
  );
  if (!APICallError.isInstance(error)) throw new Error(`no APICallError: ${String(error)}`);
  return { error, info: getCloudflareError(error), requests: fake.requests };
}

describe.each(modes)('a fetch without a response to %s', mode => {
  it.each([
    ['nothing', undefined, 'undefined instead of a Response'],
    ['null', null, 'null instead of a Response'],
    ['a text', '{}', 'string instead of a Response'],
    ['an object', { ok: true }, 'object instead of a Response'],
  ])('is named, and not retried: %s', async (_, answer, says) => {
    for (const timeouts of [undefined, { firstByteMs: 60_000 }]) {
      const { error, info, requests } = await failing(mode, () => answer as Response, { timeouts });
      expect(info).toMatchObject({ source: 'client', kind: 'invalid-request', retryable: false });
      expect(error.message).toContain(`\`fetch\` returned ${says}`);
      expect(error.message).toContain('Set fetch to');
      expect(requests).toHaveLength(1);
    }
  });
});

it('a stream without a body is truncated, and worth a retry', async () => {
  const { error, info } = await failing('stream', () => new Response(null));
  expect(info).toMatchObject({
    kind: 'stream-truncated',
    source: 'client',
    retryable: true,
    statusCode: 200,
  });
  expect(error.message).toContain('Empty response body');
  expect(error.url).toContain('/chat/completions');
});

describe('the body of another library, which is not a web stream', () => {
  const withNodeBody = (text: string) =>
    Object.defineProperty(new Response(text), 'body', { value: { pipe: () => undefined } });

  it.each([undefined, { firstByteMs: 60_000, idleMs: 60_000 }])(
    'is named in a stream, with timeouts %o',
    async timeouts => {
      const { error, info } = await failing('stream', () => withNodeBody('data: [DONE]'), { timeouts });
      expect(info).toMatchObject({ kind: 'invalid-request', retryable: false });
      expect(error.message).toContain('instead of a Response with a web stream');
    },
  );

  it.each([undefined, { firstByteMs: 60_000, idleMs: 60_000 }])(
    'is read as a whole, with timeouts %o',
    async timeouts => {
      const text = '{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}';
      const provider = createCloudflare({ ...connected, timeouts, fetch: async () => withNodeBody(text) });
      const { content } = await provider('openai/gpt-4o').doGenerate({ prompt: HI });
      expect(content).toEqual([{ type: 'text', text: 'Hi' }]);
    },
  );
});

describe.each(modes)('JSON that ends early, to %s', mode => {
  const whole =
    mode === 'embed'
      ? '{"data":[{"index":0,"embedding":[0.1]}],"usage":{"prompt_tokens":1}}'
      : '{"choices":[{"message":{"content":"He said \\"hi\\" {["},"finish_reason":"stop"}]}';

  it('is stream-truncated and retryable, wherever it was cut', async () => {
    for (let end = 1; end < whole.length; end++) {
      const { info } = await failing(mode, () => new Response(`\n ${whole.slice(0, end)}`));
      expect(info, String(end)).toMatchObject({
        kind: 'stream-truncated',
        source: 'client',
        retryable: true,
      });
    }
  });

  it.each(['{"choices": nope}', '{} {}', '{"a":1]', '{not json', 'plain text', '[1,2]]'])(
    'is not what is merely invalid: %s',
    async text => {
      // What is no JSON is a stream, and one without a finish.
      if (mode === 'stream' && text === 'plain text') return;
      const { info } = await failing(mode, () => new Response(text));
      expect(info).toMatchObject({ retryable: false });
      expect(info?.kind).not.toBe('stream-truncated');
    },
  );
});

describe.each(modes)('a redirect of %s', mode => {
  it.each([301, 302, 303, 307, 308])('with status %i is not followed, and names its origin', async status => {
    const location = 'https://login.example.com/cdn-cgi/access?kid=1&redirect_url=%2F';
    const { error, info, requests } = await failing(
      mode,
      () => new Response(null, { status, headers: { location } }),
    );
    expect(requests).toHaveLength(1);
    expect(requests[0]?.redirect).toBe('manual');
    expect(info).toMatchObject({
      source: 'edge',
      kind: 'invalid-request',
      retryable: false,
      statusCode: status,
    });
    expect(error.message).toContain('redirected to https://login.example.com;');
    expect(error.message).toContain(`(HTTP ${status}, `);
    expect(error.message).not.toContain('cdn-cgi');
    expect(error.responseHeaders).toEqual({ location: 'https://login.example.com' });
  });

  it('to Cloudflare Access says what to set', async () => {
    const location = 'https://team.cloudflareaccess.com/cdn-cgi/access/login/x?kid=1';
    const { info } = await failing(mode, () => new Response(null, { status: 302, headers: { location } }));
    expect(info?.hint).toContain('access to a service token');
  });

  it.each([
    ['relative', '/elsewhere', 'redirected to https://api.cloudflare.com;'],
    ['without a target', undefined, 'redirected to an undisclosed address;'],
    ['to nonsense', 'http://', 'redirected to an undisclosed address;'],
  ])('%s is told all the same', async (_, location, says) => {
    const { error } = await failing(
      mode,
      () => new Response(null, { status: 302, headers: location === undefined ? {} : { location } }),
    );
    expect(error.message).toContain(says);
  });
});

const withCause = (code: string, message: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

/** What undici, Bun and workerd throw where there is no connection. */
const networks: readonly (readonly [
  name: string,
  error: unknown,
  code: string | undefined,
  kind: string,
  says: string,
])[] = [
  [
    'DNS',
    withCause('ENOTFOUND', 'getaddrinfo ENOTFOUND api.cloudflare.com'),
    'ENOTFOUND',
    'upstream-unavailable',
    'getaddrinfo',
  ],
  [
    'refused',
    withCause('ECONNREFUSED', 'connect ECONNREFUSED'),
    'ECONNREFUSED',
    'upstream-unavailable',
    'ECONNREFUSED',
  ],
  ['reset', withCause('ECONNRESET', 'read ECONNRESET'), 'ECONNRESET', 'upstream-unavailable', 'ECONNRESET'],
  [
    'connect timeout',
    withCause('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'),
    'UND_ERR_CONNECT_TIMEOUT',
    'timeout',
    'Timeout',
  ],
  [
    'headers timeout',
    withCause('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'),
    'UND_ERR_HEADERS_TIMEOUT',
    'timeout',
    'Timeout',
  ],
  ['no cause', new TypeError('fetch failed'), undefined, 'upstream-unavailable', 'fetch failed'],
  ['Safari', new TypeError('Load failed'), undefined, 'upstream-unavailable', 'Load failed'],
  [
    'workerd',
    new Error('Network connection lost.'),
    undefined,
    'upstream-unavailable',
    'Network connection lost.',
  ],
  [
    'several addresses',
    new TypeError('fetch failed', {
      cause: new AggregateError(
        [Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED' })],
        '',
      ),
    }),
    'ECONNREFUSED',
    'upstream-unavailable',
    'ECONNREFUSED ::1',
  ],
  ['a text', 'offline', undefined, 'upstream-unavailable', 'offline'],
  ['nothing', undefined, undefined, 'upstream-unavailable', 'Cannot connect'],
];

describe.each(modes)('a network failure of %s', mode => {
  it.each(networks)('%s is retryable and says where', async (_, thrown, code, kind, says) => {
    const { error, info, requests } = await failing(mode, () => {
      throw thrown;
    });
    expect(requests).toHaveLength(1);
    expect(info).toMatchObject({ source: 'client', kind, retryable: true, endpoint: 'rest' });
    expect(info?.code).toBe(code);
    expect(error.isRetryable).toBe(true);
    expect(error.statusCode).toBeUndefined();
    expect(error.message).toContain('Cannot connect to api.cloudflare.com');
    expect(error.message).toContain(says);
    expect(error.requestBodyValues).toEqual(requests[0]?.body);
  });
});

describe('a fetch of the user', () => {
  it('may throw an APICallError of its own, which does not hide the call', async () => {
    const own = new APICallError({ message: 'mine', url: 'https://x.example', requestBodyValues: {} });
    const { info } = await failing('generate', () => {
      throw own;
    });
    expect(info).toMatchObject({ source: 'client', modelId: 'openai/gpt-4o', retryable: true });
    expect(info?.message).toContain('mine');
  });

  it('is looked up for each request where none was set', async () => {
    const real = globalThis.fetch;
    const fake = fakeFetch();
    const model = createCloudflare(connected)('openai/gpt-4o');
    try {
      globalThis.fetch = fake.fetch;
      await model.doGenerate({ prompt: HI });
    } finally {
      globalThis.fetch = real;
    }
    expect(fake.requests).toHaveLength(1);
  });

  it('is called without a receiver', async () => {
    const receivers: unknown[] = [];
    const fake = fakeFetch();
    function fetch(this: unknown, ...args: Parameters<typeof globalThis.fetch>) {
      receivers.push(this);
      return fake.fetch(...args);
    }
    await createCloudflare({ ...connected, fetch })('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(receivers).toEqual([undefined]);
  });
});

describe('an error before any request', () => {
  it.each([
    ['no account', { apiToken: 't' }, 'invalid-request'],
    ['no token', { accountId: connected.accountId }, 'credential-missing'],
    ['a token with white space', { ...connected, apiToken: 'a b' }, 'invalid-request'],
    ['an unknown setting', { ...connected, acountId: 'x' } as never, 'invalid-request'],
    ['a setting of the wrong type', { ...connected, providerKeys: 'sk' } as never, 'invalid-request'],
    [
      'a token function that throws away its token',
      { ...connected, apiToken: () => undefined },
      'credential-missing',
    ],
    ['an unknown option', { ...connected, options: { cacheTTL: 1 } } as never, 'invalid-request'],
  ])('is known as ours: %s', async (_, settings, kind) => {
    const error = await refused('openai/gpt-4o', {}, settings);
    expect(getCloudflareError(error)).toMatchObject({
      source: 'client',
      kind,
      retryable: false,
      message: error.message,
    });
    expect(APICallError.isInstance(error)).toBe(false);
  });

  it.each(['generate', 'stream', 'embed'] as const)('names the model that was called (%s)', async mode => {
    const model = mode === 'embed' ? '@cf/baai/bge-m3' : 'openai/gpt-4o';
    const error = await refused(model, { providerOptions: { cloudflare: { cacheTtl: 1 } } }, connected, mode);
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', modelId: model });
  });

  it('of a model id is ours too', async () => {
    for (const id of ['gpt-4o', '', 'openai/']) {
      const error = await refused(id);
      expect(getCloudflareError(error)).toMatchObject({ source: 'client', modelId: id, retryable: false });
    }
    const cloudflare = createCloudflare(connected);
    for (const kind of ['imageModel', 'speechModel', 'transcriptionModel'] as const) {
      const error = await rejection((async () => cloudflare[kind]('cohere/x'))());
      expect(getCloudflareError(error)).toMatchObject({ source: 'client', modelId: 'cohere/x' });
    }
  });

  it('keeps what a token function throws as the cause', async () => {
    const own = new Error('vault is sealed');
    const apiToken = () => Promise.reject(own);
    const error = await refused('openai/gpt-4o', {}, { ...connected, apiToken });
    expect(getCloudflareError(error)).toMatchObject({ kind: 'credential-missing', modelId: 'openai/gpt-4o' });
    expect(error.cause).toBe(own);
  });
});
