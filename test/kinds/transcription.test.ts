import { describe, expect, it } from 'vitest';
import { base64, call, endpoints, enveloped, versions, wireOf } from './run-support.ts';

const whisper = '@cf/openai/whisper';
const turbo = '@cf/openai/whisper-large-v3-turbo';
const nova = '@cf/deepgram/nova-3';
const audio = Uint8Array.of(0x49, 0x44, 0x33);
const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } });
const numbers = Array.from(audio);

const hear = async (
  id: string,
  options: object = {},
  endpoint: (typeof endpoints)[number] = 'rest',
  answer: object = { text: 'Hello' },
) => {
  const wire = wireOf(endpoint, 'v4', () => enveloped(answer));
  const result = await call(wire.provider.transcriptionModel(id), 'transcription', options);
  return { request: wire.only(), result };
};

describe('the recording', () => {
  it.each(['rest', 'native'] as const)('is the body on %s, with its type', async endpoint => {
    for (const id of [whisper, '@cf/openai/whisper-tiny-en', nova]) {
      const { request } = await hear(id, {}, endpoint);
      expect(request.headers['content-type']).toBe('audio/mpeg');
      expect(request.body).toEqual({ bytes: audio });
    }
  });

  it('is base64 in JSON for Whisper Turbo, also where it comes as base64', async () => {
    for (const given of [audio, base64(audio)])
      for (const endpoint of endpoints) {
        const { request } = await hear(turbo, { audio: given }, endpoint);
        expect(request.body).toEqual({ audio: base64(audio) });
      }
  });

  it('is numbers, or base64 with its type, through the binding and its gateway', async () => {
    expect((await hear(whisper, {}, 'binding')).request.body).toEqual({ audio: numbers });
    expect((await hear(nova, cloudflare({ language: 'de' }), 'binding')).request.body).toEqual({
      audio: { body: base64(audio), contentType: 'audio/mpeg' },
      language: 'de',
    });
  });

  it('is a stream with its type through the binding alone', async () => {
    const wire = wireOf('binding', 'v4', () => enveloped({ text: 'Hello' }), { gatewayId: null });
    const model = wire.provider.transcriptionModel(nova);
    await call(model, 'transcription', cloudflare({ language: 'de' }));
    expect(wire.only().body).toEqual({
      audio: { bytes: audio, contentType: 'audio/mpeg' },
      language: 'de',
    });
  });

  it('that is no base64 is an error before a request, where bytes are needed', async () => {
    for (const [endpoint, settings] of [
      ['rest', {}],
      ['native', {}],
      ['binding', {}],
      ['binding', { gatewayId: null }],
    ] as const)
      for (const version of versions) {
        const wire = wireOf(endpoint, version, () => enveloped({ text: 'Hello' }), settings);
        const model = wire.provider.transcriptionModel(whisper);
        await expect(call(model, 'transcription', { audio: 'no base64!' })).rejects.toMatchObject({
          name: 'AI_InvalidArgumentError',
          argument: 'audio',
          message: expect.stringContaining('Example: '),
        });
        expect(wire.sent).toEqual([]);
      }
  });

  it('is written while it is sent where it is large', async () => {
    const large = new Uint8Array(5_000_000).map((_, index) => index);
    let sent: unknown;
    const wire = wireOf('rest', 'v4', () => enveloped({ text: 'Hello' }), {
      fetch: async (_: string, init: RequestInit) => {
        sent = init;
        const { audio: text, language } = await new Response(init.body as BodyInit).json();
        expect(language).toBe('en');
        expect(Buffer.from(text, 'base64').equals(large)).toBe(true);
        return enveloped({ text: 'Hello' });
      },
    });
    const options = { audio: large, ...cloudflare({ language: 'en' }) };
    await call(wire.provider.transcriptionModel(turbo), 'transcription', options);
    expect(sent).toMatchObject({ body: expect.any(ReadableStream), duplex: 'half' });
  });
});

describe('options', () => {
  it('are fields of JSON, and the query of a body that is the recording', async () => {
    const options = cloudflare({ language: 'de', prompt: 'Cloudflare', extraBody: { vad_filter: true } });
    expect((await hear(turbo, options)).request.body).toEqual({
      audio: base64(audio),
      language: 'de',
      initial_prompt: 'Cloudflare',
      vad_filter: true,
    });
    const extraBody = { smart_format: true, keyterm: ['a b', 'c'] };
    const { request } = await hear(nova, cloudflare({ language: 'de', extraBody }));
    expect(request.url).toMatch(/nova-3\?language=de&smart_format=true&keyterm=a\+b&keyterm=c$/);
    expect(request.body).toEqual({ bytes: audio });
  });

  it('that the model does not publish are warnings', async () => {
    const { result } = await hear(whisper, cloudflare({ language: 'de', prompt: 'x' }));
    expect(result.warnings.map(({ feature }) => feature)).toEqual([
      'providerOptions.cloudflare.language',
      'providerOptions.cloudflare.prompt',
    ]);
  });
});

describe('the transcript', () => {
  const words = [
    { word: 'Hello', start: 0, end: 0.4 },
    { word: 'there', start: 0.5, end: 1 },
  ];
  const spans = words.map(({ word, start, end }) => ({ text: word, startSecond: start, endSecond: end }));

  it('of Whisper: words are its segments', async () => {
    const { result } = await hear(whisper, {}, 'rest', {
      text: 'Hello there',
      word_count: 2,
      words,
      vtt: '',
    });
    expect(result).toMatchObject({ text: 'Hello there', segments: spans, words: spans });
    expect(result).toMatchObject({ language: undefined, durationInSeconds: undefined });
    expect(result.response.body).toMatchObject({ word_count: 2 });
  });

  it('of Whisper Turbo: segments with words, language and duration', async () => {
    const { result } = await hear(turbo, {}, 'rest', {
      text: 'Hello there',
      transcription_info: { language: 'en', duration: 1.5 },
      segments: [{ text: 'Hello there', start: 0, end: 1, words }],
    });
    expect(result).toMatchObject({
      text: 'Hello there',
      segments: [{ text: 'Hello there', startSecond: 0, endSecond: 1 }],
      words: spans,
      language: 'en',
      durationInSeconds: 1.5,
    });
  });

  it('of Nova: the first alternative of the first channel', async () => {
    const alternatives = [{ transcript: 'Hello there', confidence: 0.9, words }];
    const { result } = await hear(nova, {}, 'rest', {
      results: { channels: [{ alternatives, detected_language: 'en' }] },
    });
    expect(result).toMatchObject({ text: 'Hello there', segments: spans, words: spans, language: 'en' });
  });

  it('of Nemotron: text and duration', async () => {
    const { result } = await hear('@cf/nvidia/nemotron-speech-streaming-en-0.6b', {}, 'rest', {
      text: 'Hello',
      duration: 2,
    });
    expect(result).toMatchObject({ text: 'Hello', segments: [], durationInSeconds: 2 });
  });

  it('of silence is empty', async () => {
    expect((await hear(whisper, {}, 'rest', { text: '' })).result.text).toBe('');
  });
});

it('a model that reads a live stream only is refused before the request', async () => {
  const wire = wireOf('rest', 'v4', () => enveloped({}));
  const asked = call(wire.provider.transcriptionModel('@cf/deepgram/flux'), 'transcription');
  await expect(asked).rejects.toThrow(/WebSocket.*nova-3/);
  expect(wire.sent).toEqual([]);
});
