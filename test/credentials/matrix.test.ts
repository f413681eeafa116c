import { inspect } from 'node:util';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, GATEWAY } from '../support/account.ts';
import { thinned } from '../support/scale.ts';
import {
  type AnyModel,
  type AnyProvider,
  packageOf,
  partsOf,
  prompt,
  providerOf,
  type Version,
  versions,
} from '../vendors/entries.ts';

const secrets = {
  apiToken: 'cf-canary-token-000111222333',
  gatewayToken: 'cf-canary-gateway-444555666',
  clientSecret: 'canary-access-secret-777888',
  vendor: 'canary-vendor-key-999aaabbb',
};
const all = Object.values(secrets);

const vendors = ['anthropic', 'openai', 'google', 'cohere', 'elevenlabs', 'deepgram'] as const;
const providerKeys = Object.fromEntries(vendors.map(name => [name, secrets.vendor]));
const account = { accountId: ACCOUNT, gatewayId: GATEWAY };
const { apiToken, gatewayToken } = secrets;

/** What the vendor, the gateway or a proxy might throw back: the secrets of the request. */
const failures: Readonly<Record<string, (echo: string) => Response>> = {
  'a refusal that repeats them': echo =>
    Response.json(repeated(echo), { status: 401, headers: { 'x-echo': echo } }),
  'an error page': echo =>
    new Response(`<html><title>502 ${echo}</title>${encodeURIComponent(echo)}</html>`, { status: 502 }),
  'JSON within JSON': echo =>
    Response.json({ error: { message: JSON.stringify(repeated(echo)) } }, { status: 500 }),
  'an error with status 200': echo => Response.json(repeated(echo)),
  'a redirect': echo =>
    new Response(null, { status: 302, headers: { location: `https://evil.example/?t=${echo}` } }),
  'a body that is no answer': echo =>
    new Response(`${echo} {"id":`, { headers: { 'content-type': 'application/json' } }),
  'a stream that ends with one': echo =>
    new Response(`event: error\ndata: ${JSON.stringify({ type: 'error', ...repeated(echo) })}\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    }),
  'a network that fails': echo => {
    throw Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error(`no way to ${echo}`), { code: 'ECONNRESET', authorization: echo }),
    });
  },
  'no response': echo => ({ status: 200, echo }) as unknown as Response,
};

function repeated(echo: string): object {
  return {
    error: { message: `Denied: ${echo}`, type: 'x', code: 'y' },
    success: false,
    errors: [{ code: 1, message: echo }],
  };
}

/** Settings by how a call is paid, and proved. */
const modes: Readonly<Record<string, object>> = {
  'a Cloudflare token': { ...account, apiToken },
  'a token that is computed': { ...account, apiToken: async () => apiToken },
  'a token and keys of vendors': { ...account, apiToken, providerKeys },
  'a gateway token and keys of vendors': { ...account, gatewayToken, providerKeys },
  'a stored key': { ...account, apiToken, options: { byokAlias: 'production' } },
  'Access in front of a proxy': {
    ...account,
    apiToken,
    gatewayToken,
    providerKeys,
    baseURL: 'https://proxy.example/v1/{accountId}/{gatewayId}',
    access: { clientId: 'canary.access', clientSecret: secrets.clientSecret },
  },
};

const audio = { audio: Uint8Array.of(1), mediaType: 'audio/wav', providerOptions: {} };
const stream = async (model: AnyModel) => partsOf((await model.doStream({ prompt })).stream);

type Run = (provider: AnyProvider, version: Version) => unknown;

const kinds: Readonly<Record<string, Run>> = {
  chat: provider => provider.chat('openai/gpt-4o').doGenerate({ prompt }),
  'chat, streamed': provider => stream(provider.chat('anthropic/claude-haiku-4.5')),
  'Workers AI': provider => provider('@cf/zai-org/glm-4.7-flash').doGenerate({ prompt }),
  Messages: provider => provider('anthropic/claude-sonnet-4.5').doGenerate({ prompt }),
  'Messages, streamed': provider => stream(provider('anthropic/claude-sonnet-4.5')),
  Responses: provider => provider('openai/gpt-5').doGenerate({ prompt }),
  'Responses, streamed': provider => stream(provider('openai/gpt-5')),
  Gemini: provider => provider('google/gemini-2.5-flash').doGenerate({ prompt }),
  'Gemini, streamed': provider => stream(provider('google/gemini-2.5-flash')),
  embeddings: provider =>
    provider.textEmbeddingModel('openai/text-embedding-3-small').doEmbed({ values: ['a'] }),
  "a package's embeddings": provider =>
    provider.textEmbeddingModel('cohere/embed-v4.0').doEmbed({ values: ['a'] }),
  images: provider =>
    provider.imageModel('openai/gpt-image-1').doGenerate({ prompt: 'A cat', n: 1, providerOptions: {} }),
  speech: provider =>
    provider.speechModel('elevenlabs/eleven_v3').doGenerate({ text: 'Hi', providerOptions: {} }),
  transcripts: provider => provider.transcriptionModel('deepgram/nova-3').doGenerate(audio),
  'a carried provider': (provider, version) => {
    const carried = provider.carry('openai', packageOf(version, 'openai')) as unknown as {
      chat(id: string): AnyModel;
    };
    return carried.chat('gpt-4o').doGenerate({ prompt });
  },
  'a fallback': provider =>
    provider.fallback(['openai/gpt-4o', '@cf/zai-org/glm-4.7-flash']).doGenerate({ prompt }),
};

/** Everything that a program, a log or a report could print of a value. */
function printed(value: unknown): string {
  const info = getCloudflareError(value);
  return [value, info, value instanceof Error ? [value.message, value.stack, value.cause] : undefined]
    .flatMap(item => [
      inspect(item, { depth: 20, showHidden: true, getters: true }),
      JSON.stringify(item) ?? '',
    ])
    .join('\n');
}

const told: unknown[] = [];
beforeEach(() => {
  told.length = 0;
  for (const name of ['log', 'warn', 'error', 'info', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...values) => void told.push(values));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const cases = thinned(Object.keys(kinds), Object.keys(modes), 6).flatMap(([kind, some]) =>
  some.map(mode => [kind, mode] as const),
);

describe.each(versions)('no secret is shown, specification %s', version => {
  it.each(cases)('%s with %s, whatever fails', async (kind, mode) => {
    const settings = modes[mode] ?? {};
    // Cloudflare runs Workers AI itself, so that its token is the key too.
    const gatewayHeader = /^Workers AI|fallback/.test(kind)
      ? /^(?:cf-aig-)?authorization$/
      : /^cf-aig-authorization$/;
    for (const [failure, answer] of Object.entries(failures)) {
      const where = `${kind}, ${mode}, ${failure}`;
      const sent: { readonly url: string; readonly headers: Headers; readonly body: string }[] = [];
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const { body } = init ?? {};
        const headers = new Headers(init?.headers);
        sent.push({ url: String(input), headers, body: typeof body === 'string' ? body : '' });
        const values = [...headers.values()].join(' ');
        return answer(all.filter(secret => values.includes(secret)).join(' '));
      };
      const outcome = await Promise.resolve()
        .then(() => kinds[kind]?.(providerOf(version, { ...settings, fetch }, vendors), version))
        .catch((error: unknown) => error);
      if (mode === 'a token and keys of vendors') expect(sent, where).not.toEqual([]);
      const text = printed(outcome) + printed(told);
      for (const [name, secret] of Object.entries(secrets))
        expect(text.includes(secret), `${where}: ${name}`).toBe(false);
      expect(text, where).not.toMatch(/placeholder-of/);
      for (const { url, headers, body } of sent) {
        // Secrets travel in headers, each in its own.
        for (const secret of all) expect(url + body, where).not.toContain(secret);
        for (const [name, value] of headers) {
          if (value.includes(secrets.clientSecret)) expect(name, where).toBe('cf-access-client-secret');
          if (value.includes(gatewayToken)) expect(name, where).toMatch(gatewayHeader);
          if (value.includes(secrets.vendor)) expect(name, where).not.toMatch(/^cf-/);
          if (value.includes(apiToken)) expect(name, where).toMatch(/^(?:cf-aig-)?authorization$/);
          expect(value, where).not.toMatch(/placeholder-of|undefined/);
        }
      }
    }
  });
});
