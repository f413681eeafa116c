import { beforeEach, describe, expect, it } from 'vitest';
import { vendorPackages } from '../../support/vendor-packages.ts';
import { accountId, createLocalGateway, gatewayAuth } from '../support.ts';

/** The vendors' packages of every specification, pointed at the gateway as they point at their vendors. */
const gateway = createLocalGateway();
beforeEach(() => gateway.reset());

const hosts: Readonly<Record<string, string>> = {
  'https://api.openai.com/v1': 'openai',
  'https://api.anthropic.com': 'anthropic',
  'https://api.x.ai': 'grok',
  'https://api.cohere.com': 'cohere',
  'https://api.groq.com/openai/v1': 'groq',
  'https://generativelanguage.googleapis.com': 'google-ai-studio',
  'https://api.elevenlabs.io': 'elevenlabs',
  'https://api.deepgram.com': 'deepgram',
};

const fetch: typeof globalThis.fetch = async (input, init) => {
  const url = String(input instanceof Request ? input.url : input);
  const [host = '', segment] = Object.entries(hosts).find(([base]) => url.startsWith(base)) ?? [];
  if (segment === undefined) throw new Error(`a request to ${url}`);
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(gatewayAuth)) headers.set(name, value);
  const target = `https://gateway.ai.cloudflare.com/v1/${accountId}/default/${segment}${url.slice(host.length)}`;
  return gateway.fetch(target, { ...init, headers });
};

interface Part {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What the models of every specification have in common, as far as it is used here. */
interface AnyModel {
  doGenerate(options: object): Promise<{ content: Part[] }>;
  doStream(options: object): Promise<{ stream: ReadableStream<Part> }>;
}

interface AnyProvider {
  (id: string): AnyModel;
  responses(id: string): AnyModel;
}

const tool = {
  type: 'function',
  name: 'getWeather',
  description: 'Weather',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const question = { role: 'user', content: [{ type: 'text', text: 'What is the weather in Lisbon?' }] };
const system = {
  role: 'system',
  content: 'Be brief. '.repeat(500),
  providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
};

/** Whole content of a stream, as `ai` puts it together. */
async function collected({ stream }: { stream: ReadableStream<Part> }): Promise<Part[]> {
  const open = new Map<unknown, { type: string; text: string; providerMetadata?: unknown }>();
  const content: Part[] = [];
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    const kind = /^(text|reasoning)-(start|delta|end)$/.exec(part.type);
    if (!kind) {
      if (/^(?:tool-call|tool-result|source|finish)$/.test(part.type)) content.push(part);
      continue;
    }
    const [, type = '', step] = kind;
    const at = open.get(part.id) ?? { type, text: '' };
    if (step === 'start') content.push(at as Part & typeof at);
    if (step === 'delta') at.text += String(part.delta);
    if (part.providerMetadata) at.providerMetadata = part.providerMetadata;
    open.set(part.id, at);
  }
  return content;
}

/** The turn that a content makes in the next prompt. */
function turn(content: readonly Part[]): object {
  const replayed = content.flatMap(({ type, providerMetadata, ...part }) => {
    const options = providerMetadata ? { providerOptions: providerMetadata } : {};
    if (type === 'tool-call') return [{ ...part, type, input: JSON.parse(String(part.input)), ...options }];
    return type === 'text' || type === 'reasoning' ? [{ ...part, type, ...options }] : [];
  });
  return { role: 'assistant', content: replayed };
}

const models: Readonly<Record<string, (version: 'v2' | 'v3' | 'v4') => [AnyModel, object]>> = {
  Messages: version => {
    const anthropic = vendorPackages[version].anthropic({ apiKey: 'sk-ant-test', fetch });
    const options = { anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } } };
    return [(anthropic as AnyProvider)('claude-sonnet-4-5'), options];
  },
  Gemini: version => {
    const google = vendorPackages[version].google({ apiKey: 'AIza-test', fetch });
    const options = { google: { thinkingConfig: { includeThoughts: true } } };
    return [(google as AnyProvider)('gemini-3-pro-preview'), options];
  },
  Responses: version => {
    const openai = vendorPackages[version].openai({ apiKey: 'sk-test', fetch }) as AnyProvider;
    return [openai.responses('gpt-5-mini'), { openai: { reasoningSummary: 'auto' } }];
  },
  'Responses that are not stored': version => {
    const openai = vendorPackages[version].openai({ apiKey: 'sk-test', fetch }) as AnyProvider;
    const include = ['reasoning.encrypted_content'];
    return [openai.responses('gpt-5-mini'), { openai: { reasoningSummary: 'auto', store: false, include } }];
  },
};

const versions = ['v2', 'v3', 'v4'] as const;

describe.each(versions)('packages of %s', version => {
  it.each(
    Object.entries(models).flatMap(([name, create]) =>
      (['doGenerate', 'doStream'] as const).map(method => ({ name, create, method })),
    ),
  )('$name: thinks, calls and reads the cache in the second step by $method', async ({ create, method }) => {
    const [model, providerOptions] = create(version);
    const ask = async (prompt: object[]): Promise<Part[]> => {
      const options = { prompt, tools: [tool], providerOptions, includeRawChunks: false };
      if (method === 'doStream') return collected(await model.doStream(options));
      const { content, ...finish } = await model.doGenerate(options);
      return [...content, { type: 'finish', ...finish }];
    };
    const prompt = [system, question];
    const first = await ask(prompt);
    expect(first.map(({ type }) => type)).toEqual(['reasoning', 'tool-call', 'finish']);
    const call = first[1];
    const output = { type: 'text', value: 'sunny' };
    const result = { type: 'tool-result', toolCallId: call?.toolCallId, toolName: 'getWeather', output };
    const second = await ask([...prompt, turn(first), { role: 'tool', content: [result] }]);
    expect(second.find(({ type }) => type === 'text')?.text).toBe('Here is what I found: sunny');
    const [, usage] = gateway.logs.map(({ payload }) => payload?.response ?? '');
    expect(
      Number(
        /"(?:cache_read_input_tokens|cached_tokens|cachedContentTokenCount)":([1-9]\d*)/.exec(
          usage ?? '',
        )?.[1],
      ),
    ).toBeGreaterThan(1000);
  });

  const images = { prompt: 'A cat', n: 1, providerOptions: {} };
  const speak = { text: 'Good morning', outputFormat: 'mp3', providerOptions: {} };

  it('draw, also from a picture', async () => {
    const { openai, google, xai } = vendorPackages[version];
    // The newest package draws with Gemini alone.
    const imagen = version === 'v4' ? 'gemini-2.5-flash-image' : 'imagen-4.0-generate-001';
    for (const model of [
      (openai({ apiKey: 'sk-test', fetch }) as Media).image('gpt-image-1'),
      (google({ apiKey: 'AIza-test', fetch }) as Media).image(imagen),
      (xai({ apiKey: 'xai-test', fetch }) as Media).image('grok-2-image'),
    ]) {
      expect((await model.doGenerate(images)).images).toHaveLength(1);
    }
    if (version === 'v2') return;
    const files = [{ type: 'file', mediaType: 'image/png', data: new Uint8Array([1, 2, 3]) }];
    const model = (openai({ apiKey: 'sk-test', fetch }) as Media).image('gpt-image-1');
    await model.doGenerate({ ...images, files });
    expect(gateway.requests.at(-1)?.path).toContain('openai/images/edits');
  });

  it.each(['openai', 'elevenlabs', 'deepgram'] as const)('%s: speak, and hear it again', async vendor => {
    const provider = vendorPackages[version][vendor]({ apiKey: 'sk-a-key', fetch }) as Media;
    const ids = {
      openai: ['tts-1', 'whisper-1'],
      elevenlabs: ['eleven_multilingual_v2', 'scribe_v1'],
      deepgram: ['aura-2-thalia-en', 'nova-3'],
    }[vendor];
    const said = provider.speech ? await provider.speech(ids[0] ?? '').doGenerate(speak) : undefined;
    const audio = said?.audio ?? new Uint8Array([1, 2, 3]);
    const model = provider.transcription(ids[1] ?? '');
    const { text } = await model.doGenerate({ audio, mediaType: 'audio/mpeg', providerOptions: {} });
    expect(text).toMatch(said ? /^Good morning$/ : /^Transcript of /);
  });

  it.each(['doGenerate', 'doStream'] as const)('Cohere: thinks, calls and answers by %s', async method => {
    const cohere = vendorPackages[version].cohere({ apiKey: 'a-key', fetch }) as AnyProvider;
    const model = cohere('command-a-reasoning-08-2025');
    const ask = async (prompt: object[]): Promise<Part[]> =>
      method === 'doStream'
        ? collected(await model.doStream({ prompt, tools: [tool] }))
        : (await model.doGenerate({ prompt, tools: [tool] })).content;
    const first = await ask([question]);
    const call = first.find(({ type }) => type === 'tool-call');
    expect([first[0]?.type, call?.toolName, JSON.parse(String(call?.input))]).toEqual([
      'reasoning',
      'getWeather',
      { city: 'Lisbon' },
    ]);
    const output = { type: 'text', value: 'sunny' };
    const result = { type: 'tool-result', toolCallId: call?.toolCallId, toolName: 'getWeather', output };
    const second = await ask([question, turn(first), { role: 'tool', content: [result] }]);
    expect(second.find(({ type }) => type === 'text')?.text).toBe('Here is what I found: sunny');
    expect(gateway.logs.at(-1)?.tokensOut).toBeGreaterThan(0);
  });

  it('Cohere: embed and rerank', async () => {
    const cohere = vendorPackages[version].cohere({ apiKey: 'a-key', fetch }) as Vectors;
    const { embeddings } = await cohere.textEmbeddingModel('embed-v4.0').doEmbed({ values: ['one', 'two'] });
    expect(embeddings.map(({ length }) => length)).toEqual([1024, 1024]);
    const documents = { type: 'text', values: ['about cats', 'about the weather'] };
    const ranked = await cohere.reranking?.('rerank-v3.5').doRerank({ documents, query: 'the weather' });
    expect(ranked?.ranking[0]?.index ?? 1).toBe(1);
  });

  it('Groq: hears', async () => {
    const groq = vendorPackages[version].groq({ apiKey: 'gsk_test', fetch }) as Media;
    const audio = new Uint8Array([1, 2, 3]);
    const options = { audio, mediaType: 'audio/wav', providerOptions: {} };
    const { text } = await groq.transcription('whisper-large-v3').doGenerate(options);
    expect(text).toMatch(/^Transcript of /);
  });
});

interface Media {
  image(id: string): { doGenerate(options: object): Promise<{ images: unknown[] }> };
  /** Deepgram's packages speak from the second major on. */
  speech?(id: string): { doGenerate(options: object): Promise<{ audio: Uint8Array }> };
  transcription(id: string): { doGenerate(options: object): Promise<{ text: string }> };
}

interface Vectors {
  textEmbeddingModel(id: string): { doEmbed(options: object): Promise<{ embeddings: number[][] }> };
  /** From the second major on. */
  reranking?(id: string): { doRerank(options: object): Promise<{ ranking: { index: number }[] }> };
}
