import { createCloudflare, getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { type AnyModel, packageOf, prompt, providerOf, providerWith, textOf, versions } from './entries.ts';

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A `fetch` that keeps what it is given. */
function recorder(answer: (url: string) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input);
    sent.push({
      url,
      method: init?.method,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: init?.body,
    });
    return answer(url);
  };
  return { fetch, sent };
}

const base = `https://gateway.ai.cloudflare.com/v1/${connected.accountId}/my-gateway`;
const completion = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};
const placeholder = /placeholder-of/;
const shown = (sent: readonly Sent[]): string => JSON.stringify(sent);

interface Carried {
  (id: string): AnyModel;
  chat(id: string): AnyModel;
  languageModel(id: string): AnyModel;
  imageModel(id: string): AnyModel;
  image(id: string): AnyModel;
  transcription(id: string): AnyModel;
  readonly tools: object;
  files(): { uploadFile(options: object): Promise<unknown> };
}

describe.each(versions)('carry, specification %s', version => {
  const carry = (
    name: 'openai' | 'groq' | 'mistral' | 'deepseek' | 'perplexity' | 'xai',
    fetch: typeof globalThis.fetch,
  ) =>
    providerOf(version, { ...connected, fetch, providerKeys: { [name]: 'canary-key-123' } }, []).carry(
      name,
      packageOf(version, name),
    ) as unknown as Carried;

  it.each([
    ['openai', 'openai/chat/completions', 'chat'],
    ['groq', 'groq/chat/completions', 'languageModel'],
    ['mistral', 'mistral/v1/chat/completions', 'languageModel'],
    ['deepseek', 'deepseek/chat/completions', 'languageModel'],
    ['perplexity', 'perplexity-ai/chat/completions', 'languageModel'],
  ] as const)('%s: its requests go to %s, with our credentials and metadata', async (name, path, method) => {
    const { fetch, sent } = recorder(() =>
      Response.json(completion, { headers: { 'cf-aig-log-id': 'log-9' } }),
    );
    const model = carry(name, fetch)[method]('any-model');
    expect(model).toMatchObject({ specificationVersion: version, modelId: 'any-model' });
    const result = await model.doGenerate({ prompt, providerOptions: { cloudflare: { cacheTtl: 60 } } });
    expect(textOf(result)).toBe('Hello');
    expect(getCloudflareMetadata(result)).toMatchObject({ logId: 'log-9', endpoint: 'native' });
    expect(sent.map(({ url }) => url)).toEqual([`${base}/${path}`]);
    expect(sent[0]?.headers).toMatchObject({
      authorization: 'Bearer canary-key-123',
      'cf-aig-cache-ttl': '60',
    });
    expect(sent[0]?.body).not.toContain('cacheTtl');
    expect(shown(sent)).not.toMatch(placeholder);
  });

  it('turns failures into typed errors', async () => {
    const { fetch } = recorder(() =>
      Response.json(
        { error: { message: 'No.', type: 'invalid_request_error', code: 'x' } },
        { status: 400, headers: { 'cf-aig-log-id': 'log-8' } },
      ),
    );
    const error = await carry('openai', fetch)
      .chat('gpt-4o')
      .doGenerate({ prompt })
      .catch(reason => reason);
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'invalid-request',
      logId: 'log-8',
      modelId: 'openai/gpt-4o',
    });
  });

  it('sends nothing of ours to another origin', async () => {
    const addresses = [
      'https://files.example/cat.png',
      'https://api.x.ai.example/cat.png',
      'https://api-x.ai/cat.png',
      'http://api.x.ai/cat.png',
    ];
    for (const address of addresses) {
      const { fetch, sent } = recorder(url =>
        url.includes('images')
          ? Response.json({ data: [{ url: address }] })
          : new Response(Uint8Array.of(1, 2, 3)),
      );
      await Promise.resolve(
        carry('xai', fetch)
          .image('grok-2-image')
          .doGenerate({ prompt: 'A cat', n: 1, providerOptions: {}, headers: { 'x-team': 'a' } }),
      ).catch(() => undefined);
      expect(sent[0]?.url).toBe(`${base}/grok/v1/images/generations`);
      for (const { url, headers } of sent.slice(1)) {
        expect(url).toBe(address);
        expect(JSON.stringify(headers)).not.toMatch(/canary|placeholder|cf-|authorization|SECRET|-call/i);
      }
    }
  });

  it('passes tools and everything else of the provider as it is', () => {
    const { fetch } = recorder(() => Response.json({}));
    expect(carry('openai', fetch).tools).toBe(carry('openai', fetch).tools);
    expect(typeof carry('openai', fetch).tools).toBe('object');
  });

  it('refuses what this provider decides, an upstream without a path, and a package of another specification', () => {
    const provider = providerOf(version, connected, []);
    const create = packageOf(version, 'openai') as never;
    expect(() => provider.carry('openai', create, { apiKey: 'sk-x' })).toThrow(/settings\.apiKey/);
    expect(() => provider.carry('fal', create)).toThrow(/no path for a package/);
    expect(() => provider.carry('opnai', create)).toThrow(/Did you mean `openai`\?/);
    const other = version === 'v4' ? 'v3' : 'v4';
    const foreign = provider.carry('openai', packageOf(other, 'openai') as never) as unknown as Carried;
    const majors = { v2: [5, '@ai-sdk/openai@2'], v3: [6, '@ai-sdk/openai@3'], v4: [7, '@ai-sdk/openai@4'] };
    const [ai, install] = majors[version];
    let error: unknown;
    try {
      foreign('gpt-4o');
    } catch (caught) {
      error = caught;
    }
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'invalid-request',
      message:
        `vendors.openai: this package is for ai ${majors[other][0]}: use its version for ai ${ai}, or ` +
        `ai-sdk-provider-cloudflare/${other}. Example: npm install ${install}`,
    });
  });

  it('names no entry for a package of ai 4, which has none', () => {
    const first = () => (modelId: string) => ({ specificationVersion: 'v1', modelId });
    const foreign = providerOf(version, connected, []).carry('openai', first as never) as unknown as Carried;
    expect(() => foreign('gpt-4o')).toThrow(
      /this package is for ai 4: use its version for ai [567]\. Example/,
    );
  });

  it('refuses a provider in place of the function that creates one', () => {
    const openai = (packageOf(version, 'openai') as (settings: object) => never)({ apiKey: 'sk-local' });
    const problem = 'vendors.openai: expected the function that creates the provider. Example: createOpenAI';
    expect(() => providerOf(version, connected, []).carry('openai', openai)).toThrow(problem);
    expect(() => providerOf(version, connected, []).carry('openai', undefined as never)).toThrow(problem);
    expect(() => createCloudflare({ ...connected, vendors: { openai } })('openai/gpt-5')).toThrow(problem);
  });

  it('names the setting of a function that throws', () => {
    const create = (): never => {
      throw new Error('resourceName is missing');
    };
    const problem = 'vendors.openai: the function threw "resourceName is missing". Example: createOpenAI';
    expect(() => providerOf(version, connected, []).carry('openai', create)).toThrow(problem);
    const provider = providerWith(version, connected, { openai: create });
    expect(() => provider('openai/gpt-5')).toThrow(problem);
  });

  it.each(['rest', 'native'] as const)(
    "refuses another vendor's function before its request, on %s",
    async endpoint => {
      const { fetch, sent } = recorder(() => Response.json({}));
      const vendors = { anthropic: packageOf(version, 'openai'), openai: packageOf(version, 'anthropic') };
      const provider = providerWith(version, { ...connected, endpoint, fetch }, vendors);
      await expect(provider('anthropic/claude-sonnet-4.5').doGenerate({ prompt })).rejects.toThrow(
        `the endpoint "${endpoint}" has no path for https://api.anthropic.com/v1/responses. ` +
          "Example: createCloudflare({ endpoint: 'native', vendors: { anthropic: createAnthropic } })",
      );
      expect(() => provider('openai/gpt-5')).toThrow('the package of openai has no responses models');
      expect(sent).toEqual([]);
    },
  );

  it('sends only JSON through a binding', async () => {
    const calls: unknown[] = [];
    const binding = {
      run: async () => ({}),
      gateway: () => ({
        run: async (step: unknown) => {
          calls.push(step);
          return Response.json(completion);
        },
      }),
    };
    const provider = providerOf(version, { binding: binding as never, gatewayId: 'my-gateway' }, []);
    const openai = provider.carry('openai', packageOf(version, 'openai') as never) as unknown as Carried;
    await openai.chat('gpt-4o').doGenerate({ prompt });
    expect(calls).toMatchObject([
      { provider: 'openai', endpoint: 'chat/completions', query: { model: 'gpt-4o' } },
    ]);
    const audio = { audio: Uint8Array.of(1), mediaType: 'audio/wav', providerOptions: {} };
    await expect(openai.transcription('whisper-1').doGenerate(audio)).rejects.toThrow(
      /binding carries JSON requests only/,
    );
    expect(calls).toHaveLength(1);
  });
});

describe('a request of a carried package that only reads', () => {
  const failed = { success: false, errors: [{ code: 2003, message: 'Rate limited' }], result: null };

  it.each(versions)('fails where Cloudflare refuses it with status 200: %s', async version => {
    for (const [body, type, refused] of [
      [failed, 'application/json', true],
      // The state of a job, and files of the caller's.
      [{ id: 'v1', status: 'failed', error: { code: 'x', message: 'no' } }, 'application/json', false],
      [{ error: { message: 'a line of a log' } }, 'application/json', false],
      [failed, 'text/plain', false],
    ] as const) {
      let fetch: typeof globalThis.fetch | undefined;
      const answer = async () =>
        new Response(JSON.stringify(body), { headers: { 'content-type': type, 'cf-aig-log-id': 'L1' } });
      providerOf(version, { ...connected, fetch: answer }, []).carry(
        'openai',
        (given: { fetch: typeof globalThis.fetch }) => {
          fetch = given.fetch;
          return { specificationVersion: version, languageModel: () => ({}) };
        },
      );
      const response = fetch?.('https://api.openai.com/v1/videos/v1', { method: 'GET' });
      if (refused) {
        const error = await response?.then(String, reason => reason);
        expect(getCloudflareError(error)).toMatchObject({ code: 2003, kind: 'rate-limit', logId: 'L1' });
      } else expect(await (await response)?.json()).toEqual(body);
    }
  });
});

describe('carry of packages with more than models', () => {
  it('uploads files behind the gateway, and refuses WebSockets', async () => {
    const { fetch, sent } = recorder(() =>
      Response.json({
        id: 'file-1',
        object: 'file',
        bytes: 3,
        created_at: 1,
        filename: 'a.txt',
        purpose: 'user_data',
      }),
    );
    const provider = providerOf(
      'v4',
      { ...connected, fetch, providerKeys: { openai: 'canary-key-123' } },
      [],
    );
    const openai = provider.carry('openai', packageOf('v4', 'openai') as never) as unknown as Carried;
    await openai.files().uploadFile({
      data: { type: 'data', data: Uint8Array.of(1, 2, 3) },
      mediaType: 'text/plain',
      filename: 'a.txt',
    });
    expect(sent).toMatchObject([{ url: `${base}/openai/files`, method: 'POST' }]);
    expect(sent[0]?.headers.authorization).toBe('Bearer canary-key-123');
    expect(sent[0]?.headers['content-type']).toBeUndefined();
    const stream = () => openai.transcription('gpt-4o-transcribe').doStream({});
    expect(stream).toThrow(/a WebSocket of [\w-]+\. Use a call without a stream\.$/);
    expect(shown(sent)).not.toMatch(placeholder);
  });

  it('sends no options of models with requests that call none, which are not repeated', async () => {
    const { fetch, sent } = recorder(() => Response.json({ error: { message: 'Down.' } }, { status: 503 }));
    const options = {
      retries: { maxAttempts: 3 },
      cacheTtl: 3600,
      cacheKey: 'key',
      extraBody: { service_tier: 'flex' },
      metadata: { team: 'docs' },
      eventId: 'event-1',
    } as const;
    const settings = { ...connected, fetch, options, providerKeys: { openai: 'canary-key-123' } };
    const create = packageOf('v4', 'openai') as never;
    const openai = providerOf('v4', settings, []).carry('openai', create) as unknown as Carried;
    const file = {
      data: { type: 'data', data: Uint8Array.of(1) },
      mediaType: 'text/plain',
      filename: 'a.txt',
    };
    const failure = await openai
      .files()
      .uploadFile(file)
      .catch(error => error);
    expect(failure).toMatchObject({ isRetryable: false, statusCode: 503 });
    expect(getCloudflareError(failure)).toMatchObject({ retryable: false });
    const [upload] = sent;
    expect(upload?.headers).toMatchObject({
      'cf-aig-metadata': '{"team":"docs"}',
      'cf-aig-event-id': 'event-1',
    });
    expect(JSON.stringify(upload?.headers)).not.toMatch(/attempts|retry|cache/);
    expect((upload?.body as FormData | undefined)?.has('service_tier')).toBe(false);
    // The same provider sends them with its models.
    const error = await openai
      .chat('gpt-4o')
      .doGenerate({ prompt })
      .catch(reason => reason);
    expect(error).toMatchObject({ isRetryable: true });
    expect(sent[1]?.headers).toMatchObject({ 'cf-aig-max-attempts': '3', 'cf-aig-cache-ttl': '3600' });
    expect(String(sent[1]?.body)).toContain('"service_tier":"flex"');
  });
});
