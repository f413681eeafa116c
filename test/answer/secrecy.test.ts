import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { localFailures } from '../../src/testing/failures/local-failures.ts';
import { GATEWAY_TOKEN, TOKEN, vendorKey } from '../support/account.ts';
import { chunkOf, errorOf, events, everythingIn, frame, rejection } from '../support/answers.ts';
import { collect, connected, type Mode } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

const CLIENT = 'access-id-SECRET';
const ACCESS = 'access-secret-SECRET';
const KEY = vendorKey('openai');

interface Way {
  readonly name: string;
  readonly settings: CloudflareProviderSettings;
  /** The secrets that travel on this way. */
  readonly secrets: readonly string[];
  readonly chat: string;
  /** Absent where OpenAI's embeddings have no such way. */
  readonly embedding?: string;
}

const access = { clientId: CLIENT, clientSecret: ACCESS };

const ways: readonly Way[] = [
  {
    name: 'REST',
    settings: connected,
    secrets: [TOKEN],
    chat: 'openai/gpt-4o',
    embedding: '@cf/baai/bge-m3',
  },
  {
    name: 'REST with a token function',
    settings: { ...connected, apiToken: async () => TOKEN },
    secrets: [TOKEN],
    chat: '@cf/zai-org/glm-4.7-flash',
    embedding: '@cf/baai/bge-m3',
  },
  {
    name: 'native, with a key, a gateway token and Access',
    settings: {
      gatewayToken: GATEWAY_TOKEN,
      providerKeys: { openai: KEY },
      baseURL: 'https://ai.example.com',
      access,
      endpoint: 'native',
    },
    secrets: [GATEWAY_TOKEN, KEY, CLIENT, ACCESS],
    chat: 'openai/gpt-4o',
    embedding: 'openai/text-embedding-3-small',
  },
  {
    name: 'compat, with headers as key',
    settings: {
      ...connected,
      gatewayToken: GATEWAY_TOKEN,
      providerKeys: { openai: { headers: { authorization: `Bearer ${KEY}` } } },
      endpoint: 'compat',
    },
    secrets: [GATEWAY_TOKEN, KEY],
    chat: 'openai/gpt-4o',
  },
  {
    name: 'Workers AI behind the gateway',
    settings: { ...connected, gatewayToken: GATEWAY_TOKEN, endpoint: 'compat' },
    secrets: [GATEWAY_TOKEN, TOKEN],
    chat: '@cf/zai-org/glm-4.7-flash',
    embedding: '@cf/baai/bge-m3',
  },
];

/** Whatever goes wrong in a call: what it throws, or the error part of its stream. */
async function trouble(way: Way, mode: Mode, fetch: typeof globalThis.fetch): Promise<unknown> {
  const cloudflare = createCloudflare({ ...way.settings, fetch });
  if (mode === 'embed')
    return rejection(cloudflare.textEmbeddingModel(String(way.embedding)).doEmbed({ values: ['a'] }));
  if (mode === 'generate') return rejection(cloudflare(way.chat).doGenerate({ prompt: HI }));
  try {
    const { stream } = await cloudflare(way.chat).doStream({ prompt: HI });
    return errorOf(await collect(stream));
  } catch (error) {
    return error;
  }
}

function leaks(error: unknown, secrets: readonly string[]): readonly string[] {
  const shown = everythingIn(error);
  return secrets.filter(secret => shown.includes(secret));
}

const cases = ways.flatMap(way =>
  (['generate', 'stream', 'embed'] as const)
    .filter(mode => mode !== 'embed' || way.embedding !== undefined)
    .map(mode => [way.name, mode, way] as const),
);

describe.each(cases)('%s, %s: no secret is shown', (_, mode, way) => {
  const echo = way.secrets.join(' and ');
  const headers = { 'x-echo': echo, 'cf-aig-dlp': JSON.stringify({ action: echo, [echo]: 1 }) };
  const answering = (body: string, status = 200) =>
    trouble(way, mode, async () => new Response(body, { status, headers }));

  it.each([400, 401, 403, 404, 429, 500, 503])(
    'by an upstream that echoes it with status %i',
    async status => {
      const bodies = [
        {
          error: {
            message: `Incorrect API key provided: ${echo}`,
            type: echo,
            code: echo,
            param: { [echo]: echo },
          },
        },
        { success: false, errors: [{ code: 10000, message: echo }], messages: [{ message: echo }] },
        { success: false, error: [{ code: 2009, message: echo }], name: 'AiGatewayError', description: echo },
        [{ error: { code: 400, message: echo, status: echo } }],
        { detail: [{ loc: ['header', echo], msg: echo }] },
        { [echo]: echo },
      ].map(body => JSON.stringify(body));
      for (const body of [
        ...bodies,
        echo,
        `<html><title>${echo}</title></html>`,
        `error code: 1010 ${echo}`,
      ]) {
        const error = await answering(body, status);
        expect(getCloudflareError(error)?.statusCode).toBe(status);
        expect(leaks(error, way.secrets)).toEqual([]);
      }
    },
  );

  it('by an answer with status 200 that is none', async () => {
    const bodies = [
      JSON.stringify({ success: false, errors: [{ code: 5006, message: echo }] }),
      JSON.stringify({ choices: [{ message: { content: 'x' } }], data: [], error: { message: echo } }),
      JSON.stringify({ unknown: echo }),
      JSON.stringify({ choices: [{ message: { tool_calls: [{ function: { arguments: echo } }] } }] }),
      `{"choices": ${echo}`,
      `<html>${echo}</html>`,
      echo,
    ];
    for (const body of bodies) {
      const error = await answering(body);
      expect(getCloudflareError(error)).toBeDefined();
      expect(leaks(error, way.secrets)).toEqual([]);
    }
  });

  it.each([301, 302, 303, 307, 308])('by a redirect with status %i', async status => {
    const location = `https://login.example.com/${encodeURIComponent(echo)}?token=${way.secrets[0]}#${way.secrets.at(-1)}`;
    const error = await trouble(
      way,
      mode,
      async () => new Response(null, { status, headers: { location, ...headers } }),
    );
    expect((error as Error).message).toContain('https://login.example.com;');
    expect(leaks(error, way.secrets)).toEqual([]);
  });

  it('by a fetch that throws it', async () => {
    const cause = Object.assign(new Error(`socket of ${echo}`), {
      code: 'ECONNRESET',
      request: { headers: { authorization: echo } },
      [echo]: echo,
    });
    const thrown: unknown[] = [
      new Error(`failed with ${echo}`),
      new TypeError('fetch failed', { cause }),
      Object.assign(new Error('x', { cause: new Error(echo, { cause }) }), { name: echo, config: { echo } }),
      new AggregateError([cause, new Error(echo)], echo),
      echo,
      { message: echo, name: echo, headers: { echo } },
      { echo },
    ];
    for (const problem of thrown) {
      const error = await trouble(way, mode, async () => {
        throw problem;
      });
      expect(getCloudflareError(error)).toMatchObject({ source: 'client', retryable: true });
      expect(leaks(error, way.secrets)).toEqual([]);
    }
  });

  it('by a connection that breaks with it', async () => {
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull: controller => controller.error(new Error(`broke: ${echo}`)),
      });
    const error = await trouble(way, mode, async () => new Response(body(), { headers }));
    expect(getCloudflareError(error)?.kind).toBe('stream-truncated');
    expect(leaks(error, way.secrets)).toEqual([]);
  });
});

describe.each(ways.map(way => [way.name, way] as const))('%s: no secret is shown in a stream', (_, way) => {
  const echo = way.secrets.join(' and ');

  it.each([
    ['an error frame', frame({ error: { message: echo, code: echo, [echo]: { echo } } })],
    ['an error frame beside choices', frame({ error: { message: echo }, choices: [] })],
    ['a frame that is no JSON', `data: {"x": ${echo}\n\n`],
    ['a frame that is no answer', frame(`data: "${echo}"\n\n`)],
    [
      'a tool call without a name',
      frame(chunkOf({ tool_calls: [{ index: 0, id: echo, function: { arguments: echo } }] })),
    ],
    ['a cut', ''],
  ])('by %s', async (_name, text) => {
    for (const ending of ['done', 'none', 'cut'] as const) {
      const fetch = async () =>
        events([chunkOf({ content: 'Hi' }), text], { ending, headers: { 'x-echo': echo } });
      const error = await trouble(way, 'stream', fetch);
      expect(error).toBeInstanceOf(Error);
      expect(leaks(error, way.secrets)).toEqual([]);
    }
  });
});

describe('an upstream that echoes the request', () => {
  it.each(Object.keys(localFailures))('%s', async name => {
    const way = ways[2];
    if (way === undefined) throw new Error('no way');
    const { body, status } = localFailures[name as keyof typeof localFailures];
    const said = body.shape === 'verbatim' ? body.value : { success: false, error: [body] };
    const error = await trouble(way, 'generate', async (_, init) => {
      const echo = JSON.stringify(Object.fromEntries(new Headers(init?.headers)));
      const text = typeof said === 'string' ? said : JSON.stringify(said);
      return new Response(text.replace(/"message":"/g, `"message":${JSON.stringify(echo).slice(0, -1)} `), {
        status,
        headers: { 'x-echo': echo },
      });
    });
    expect(leaks(error, way.secrets)).toEqual([]);
  });

  it('shows no rest of a secret that begins with another', async () => {
    const settings = {
      ...connected,
      apiToken: 'abcdef',
      gatewayToken: 'abcdef-longer',
      endpoint: 'compat' as const,
    };
    const fetch = async () => Response.json({ error: { message: 'abcdef-longer abcdef' } }, { status: 400 });
    const error = await rejection(
      createCloudflare({ ...settings, fetch })('@cf/zai-org/glm-4.7-flash').doGenerate({ prompt: HI }),
    );
    expect(everythingIn(error)).not.toContain('-longer');
    expect(everythingIn(error)).not.toContain('abcdef');
  });

  it('masks the account id in what is said', async () => {
    const fetch = async () =>
      Response.json(
        {
          success: false,
          errors: [{ code: 7003, message: `Could not route to /accounts/${connected.accountId}/ai` }],
        },
        { status: 404 },
      );
    const error = (await rejection(
      createCloudflare({ ...connected, fetch })('openai/gpt-4o').doGenerate({ prompt: HI }),
    )) as Error;
    expect(error.message).toContain('/accounts/0123…cdef/ai');
    expect(error.message).not.toContain(String(connected.accountId));
  });
});
