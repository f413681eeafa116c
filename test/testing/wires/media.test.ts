import { createOpenAI } from '@ai-sdk/openai';
import {
  experimental_generateImage as generateImage,
  experimental_generateSpeech as generateSpeech,
  experimental_transcribe as transcribe,
} from 'ai';
import OpenAI, { toFile } from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLocalGateway, gatewayAuth, paths, post } from '../support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());

const base = `https://gateway.test${paths.native('openai')}`;
const auth = { ...gatewayAuth, authorization: 'Bearer sk-test' };

describe('@ai-sdk/openai', () => {
  const openai = createOpenAI({
    baseURL: base,
    apiKey: 'sk-test',
    headers: gatewayAuth,
    fetch: gateway.fetch,
  });

  it('draws', async () => {
    const { images } = await generateImage({ model: openai.image('gpt-image-1'), prompt: 'A cat', n: 2 });
    expect(images.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/png']);
    expect((await generateImage({ model: openai.image('dall-e-3'), prompt: 'A cat' })).images).toHaveLength(
      1,
    );
  });

  it('speaks, and hears what was said', async () => {
    const { audio } = await generateSpeech({ model: openai.speech('gpt-4o-mini-tts'), text: 'Good morning' });
    expect(audio.mediaType).toBe('audio/mpeg');
    const heard = await transcribe({
      model: openai.transcription('whisper-1'),
      audio: audio.uint8Array,
      providerOptions: { openai: { timestampGranularities: ['word'] } },
    });
    expect(heard.text).toBe('Good morning');
    expect(heard.segments.map(({ text }) => text)).toEqual(['Good', 'morning']);
    expect(gateway.logs.map(({ path, statusCode }) => [path, statusCode])).toEqual([
      ['audio/speech', 200],
      ['audio/transcriptions', 200],
    ]);
  });
});

describe('the openai SDK', () => {
  const client = new OpenAI({
    baseURL: base,
    apiKey: 'sk-test',
    defaultHeaders: gatewayAuth,
    fetch: gateway.fetch,
  });
  const file = (): ReturnType<typeof toFile> =>
    toFile(new Uint8Array([1, 2, 3]), 'note.wav', { type: 'audio/wav' });

  it('edits pictures', async () => {
    const image = await toFile(new Uint8Array([1]), 'cat.png', { type: 'image/png' });
    const { data, usage } = await client.images.edit({ model: 'gpt-image-1', image, prompt: 'With a hat' });
    expect([data?.[0]?.b64_json?.slice(0, 8), usage?.output_tokens]).toEqual(['iVBORw0K', 272]);
  });

  it.each([
    ['mp3', 'audio/mpeg'],
    ['wav', 'audio/wav'],
  ] as const)('speaks %s', async (response_format, type) => {
    const answer = await client.audio.speech.create({
      model: 'tts-1',
      voice: 'alloy',
      input: 'Hi',
      response_format,
    });
    expect(answer.headers.get('content-type')).toBe(type);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(10);
  });

  it('hears files of others, whole and streamed', async () => {
    const heard = await client.audio.transcriptions.create({
      model: 'gpt-4o-transcribe',
      file: await file(),
    });
    expect(heard.text).toBe('Transcript of note.wav: 3 bytes.');
    const stream = await client.audio.transcriptions.create({
      model: 'gpt-4o-transcribe',
      file: await file(),
      stream: true,
    });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    expect(new Set(types)).toEqual(new Set(['transcript.text.delta', 'transcript.text.done']));
  });

  it('answers with a scripted transcript', async () => {
    gateway.reply({ text: 'As scripted.' });
    expect((await client.audio.transcriptions.create({ model: 'whisper-1', file: await file() })).text).toBe(
      'As scripted.',
    );
    expect(gateway.upstreamRequests[0]?.body).toMatchObject({ file: expect.any(File), model: 'whisper-1' });
  });
});

it.each([
  [
    'images/generations',
    { model: 'gpt-image-1', prompt: 'x', response_format: 'b64_json' },
    'response_format',
  ],
  ['images/generations', { model: 'dall-e-3', prompt: 'x', n: 2 }, 'n'],
  ['images/generations', { model: 'gpt-image-1' }, 'prompt'],
  ['audio/speech', { model: 'tts-1', input: 'x' }, 'voice'],
  ['audio/speech', { model: 'tts-1', input: 'x', voice: 'alloy', response_format: 'ogg' }, 'response_format'],
  ['audio/speech', { model: 'tts-1', input: 'x', voice: 'alloy', format: 'mp3' }, 'format'],
  ['audio/speech', { model: 'tts-1', input: 'x'.repeat(4097), voice: 'alloy' }, 'input'],
])('%s refuses %j', async (tail, body, param) => {
  const { status, json } = await post(gateway, paths.native(`openai/${tail}`), body, auth);
  expect([status, json.error.param]).toEqual([400, param]);
});

it('does not take JSON for a form', async () => {
  const { status, json } = await post(
    gateway,
    paths.native('openai/audio/transcriptions'),
    { model: 'whisper-1' },
    auth,
  );
  expect([status, json.error.param]).toEqual([400, 'file']);
});

describe('vendors of sound', () => {
  const fetchBytes = async (tail: string, init: RequestInit): Promise<Response> =>
    gateway.fetch(`https://gateway.test${paths.native(tail)}`, { method: 'POST', ...init });

  it('serves ElevenLabs, both ways', async () => {
    const headers = { ...gatewayAuth, 'xi-api-key': 'a-key' };
    const said = await fetchBytes('elevenlabs/v1/text-to-speech/voice?output_format=mp3_44100_128', {
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Good morning', model_id: 'eleven_multilingual_v2' }),
    });
    expect(said.headers.get('content-type')).toBe('audio/mpeg');
    const body = new FormData();
    body.set('model_id', 'scribe_v1');
    body.set('file', await said.blob());
    const heard = await fetchBytes('elevenlabs/v1/speech-to-text', { headers, body });
    expect(await heard.json()).toMatchObject({ text: 'Good morning', language_code: 'eng' });
    const refused = await fetchBytes('elevenlabs/v1/speech-to-text', {
      headers: gatewayAuth,
      body: new FormData(),
    });
    expect(refused.status).toBe(401);
  });

  it('serves Deepgram, both ways, with a stored key too', async () => {
    const own = createLocalGateway({
      gateways: { default: { storedKeys: { deepgram: { default: 'dg-key' } } } },
    });
    const said = await own.fetch(
      `https://gateway.test${paths.native('deepgram/v1/speak?model=aura-2-thalia-en')}`,
      {
        method: 'POST',
        headers: { ...gatewayAuth, 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'Good morning' }),
      },
    );
    const heard = await own.fetch(`https://gateway.test${paths.native('deepgram/v1/listen?model=nova-3')}`, {
      method: 'POST',
      headers: { ...gatewayAuth, 'content-type': 'audio/mpeg' },
      body: await said.arrayBuffer(),
    });
    const { results } = await heard.json();
    expect(results.channels[0].alternatives[0].transcript).toBe('Good morning');
    expect(own.upstreamRequests[0]?.headers.authorization).toBe('Token dg-key');
    expect(own.upstreamRequests[1]?.url).toBe('https://api.deepgram.com/v1/listen?model=nova-3');
  });
});
