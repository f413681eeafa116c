import { beforeEach, describe, expect, it } from 'vitest';
import { accountId, apiToken, createLocalGateway, gatewayAuth, restAuth, workersAIAuth } from '../support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());

const flux1 = '@cf/black-forest-labs/flux-1-schnell';
const flux2 = '@cf/black-forest-labs/flux-2-dev';
const sdxl = '@cf/stabilityai/stable-diffusion-xl-base-1.0';
const phoenix = '@cf/leonardo/phoenix-1.0';
const aura = '@cf/deepgram/aura-2-en';
const melotts = '@cf/myshell-ai/melotts';
const whisper = '@cf/openai/whisper';
const turbo = '@cf/openai/whisper-large-v3-turbo';
const nova = '@cf/deepgram/nova-3';
const nemotron = '@cf/nvidia/nemotron-speech-streaming-en-0.6b';
const reranker = '@cf/baai/bge-reranker-base';
const bge = '@cf/baai/bge-base-en-v1.5';
const m3 = '@cf/baai/bge-m3';
const qwen = '@cf/qwen/qwen3-embedding-0.6b';

const api = `https://api.test/client/v4/accounts/${accountId}/ai/run`;
const native = `https://gateway.test/v1/${accountId}/default/workers-ai`;

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly bytes: Uint8Array;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by many shapes in tests
  readonly json: any;
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await gateway.fetch(url, { method: 'POST', ...init });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type');
  const json = type === 'application/json' ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
  return { status: response.status, type, bytes, json };
}

const json = (body: unknown, headers: Record<string, string> = restAuth): RequestInit => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const run = (model: string, inputs: unknown, query = ''): Promise<Answer> =>
  send(`${api}/${model}${query}`, json(inputs));
const problem = ({ status, json: body }: Answer): string =>
  `${status} ${body.errors[0].code} ${body.errors[0].message}`;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));
const big = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** The size in the header of a PNG, or of the frame of a JPEG. */
function sizeOf(bytes: Uint8Array): string {
  if (text(bytes, 1, 4) === 'PNG') return `png ${big(bytes, 16)}x${big(bytes, 20)}`;
  const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
  const view = new DataView(bytes.buffer, bytes.byteOffset + frame + 5);
  return `jpeg ${view.getUint16(2)}x${view.getUint16(0)}`;
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe('pictures', () => {
  it('are bytes of the type and the size that the model publishes', async () => {
    const png = await run(sdxl, { prompt: 'A cat', width: 512, height: 256 });
    expect([png.status, png.type, sizeOf(png.bytes)]).toEqual([200, 'image/png', 'png 512x256']);
    expect(png.bytes.length).toBeLessThan(20_000);
    const jpeg = await run(phoenix, { prompt: 'A cat' });
    expect([jpeg.type, sizeOf(jpeg.bytes)]).toEqual(['image/jpeg', 'jpeg 1024x1024']);
  });

  it('are base64 in the envelope of the API where the model answers so', async () => {
    const { json: body } = await run(flux1, { prompt: 'A cat', steps: 4 });
    expect(body).toEqual({ result: { image: expect.any(String) }, success: true, errors: [], messages: [] });
    expect(sizeOf(fromBase64(body.result.image))).toBe('jpeg 1024x1024');
  });

  it('depend on what was asked for alone', async () => {
    const [first, same, seeded] = await Promise.all(
      [{}, {}, { seed: 7 }].map(more => run(sdxl, { prompt: 'A cat', width: 256, height: 256, ...more })),
    );
    expect(first?.bytes).toEqual(same?.bytes);
    expect(first?.bytes).not.toEqual(seeded?.bytes);
  });

  it('follow a form, with pictures beside its fields', async () => {
    const draw = (fields: Record<string, string | Blob>): Promise<Answer> =>
      send(`${api}/${flux2}`, { headers: restAuth, body: form(fields) });
    const plain = await draw({ prompt: 'A cat', width: '640', height: '320' });
    expect(sizeOf(fromBase64(plain.json.result.image))).toBe('jpeg 640x320');
    const file = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' });
    const edited = await draw({ prompt: 'A cat', width: '640', height: '320', input_image_0: file });
    expect(edited.json.result.image).not.toBe(plain.json.result.image);
    expect(problem(await draw({ width: '640' }))).toBe(
      "400 5006 AiError: Bad input: Error: required properties at '/' are 'prompt'",
    );
    expect(problem(await draw({ prompt: 'A cat', width: 'wide' }))).toContain("Type mismatch of '/width'");
    expect(problem(await run(flux2, { prompt: 'A cat' }))).toContain(
      "required properties at '/' are 'multipart'",
    );
  });

  it.each([
    [flux1, { prompt: 'A cat', width: 512, height: 512 }, "additional properties at '/' are 'width,height'"],
    [flux1, { prompt: 'A cat', steps: 9 }, "'/steps' must be <= 8 not met"],
    [flux1, { prompt: '' }, "Length of '/prompt' must be >= 1 not met"],
    [sdxl, { prompt: 'A cat', width: 128 }, "'/width' must be >= 256 not met"],
    [sdxl, { prompt: 'A cat', width: '512' }, "Type mismatch of '/width', 'string' not in 'number'"],
    [sdxl, {}, "required properties at '/' are 'prompt'"],
    [sdxl, { prompt: 'A cat', image_b64: 'no base64!' }, '5004 AiError: Invalid data for base64 input'],
  ])('%s refuses %j', async (model, inputs, message) => {
    const answer = await run(model, inputs);
    expect(problem(answer)).toContain(message);
    expect(answer.json).toMatchObject({ success: false, result: {}, messages: [] });
  });
});

describe('speech', () => {
  it('is a real MP3 that holds what it says', async () => {
    const { type, bytes } = await run(aura, { text: 'Good morning', speaker: 'luna' });
    expect([type, text(bytes, 0, 3)]).toEqual(['audio/mpeg', 'ID3']);
    const frames = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xfb);
    expect((bytes.length - frames) % 104).toBe(0);
    expect(frames).toBeGreaterThan(0);
  });

  it('is a real WAV where that is asked for', async () => {
    const { type, bytes } = await run(aura, { text: 'Good morning', encoding: 'linear16' });
    expect([type, text(bytes, 0, 4), text(bytes, 8, 12)]).toEqual(['audio/wav', 'RIFF', 'WAVE']);
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(4, true)).toBe(bytes.length - 8);
    // One channel, 8000 samples a second, 16 bits: two words of 0.15 s.
    expect([view.getUint16(22, true), view.getUint32(24, true), view.getUint16(34, true)]).toEqual([
      1, 8000, 16,
    ]);
    expect(view.getUint32(bytes.length - 4 - 4800, true)).toBe(4800);
  });

  it('is base64 in JSON where the model answers so', async () => {
    const { json: body } = await run(melotts, { prompt: 'Good morning', lang: 'en' });
    expect(text(fromBase64(body.result.audio), 0, 3)).toBe('ID3');
  });

  it('refuses a speaker that the model does not have', async () => {
    expect(problem(await run(aura, { text: 'Hi', speaker: 'nobody' }))).toMatch(
      /^400 5006 .*enum nobody not in/,
    );
    expect(problem(await run(aura, {}))).toContain("required properties at '/' are 'text'");
  });
});

describe('transcripts', () => {
  const spoken = async (): Promise<Uint8Array<ArrayBuffer>> =>
    Uint8Array.from((await run(aura, { text: 'Good morning' })).bytes);
  const bytes = async (model: string, type: string, query = ''): Promise<Answer> =>
    send(`${api}/${model}${query}`, { headers: { ...restAuth, 'content-type': type }, body: await spoken() });

  it('hear what was spoken, in whichever way the sound comes', async () => {
    const whole = await run(whisper, { audio: [...(await spoken())] });
    expect(whole.json.result).toEqual({
      text: 'Good morning',
      word_count: 2,
      words: [
        { word: 'Good', start: 0, end: 1 },
        { word: 'morning', start: 1, end: 2 },
      ],
      vtt: expect.stringContaining('WEBVTT'),
    });
    expect((await bytes(whisper, 'application/octet-stream')).json.result.text).toBe('Good morning');
    // As a shell sends `--data-binary` without a type.
    const untyped = await bytes('@cf/openai/whisper-tiny-en', 'application/x-www-form-urlencoded');
    expect(untyped.json.result.text).toBe('Good morning');
  });

  it('of whisper-large-v3-turbo have segments, language and duration', async () => {
    const { json: body } = await run(turbo, { audio: base64(await spoken()), language: 'fr' });
    expect(body.result).toMatchObject({
      transcription_info: { language: 'fr', duration: 2 },
      text: 'Good morning',
      segments: [{ start: 0, end: 2, text: 'Good morning', words: [{ word: 'Good' }, { word: 'morning' }] }],
    });
  });

  it('of nova-3 take the sound as the body, and everything else from the query', async () => {
    const { json: body } = await bytes(nova, 'audio/mpeg', '?detect_language=true&smart_format=true');
    const [alternative] = body.result.results.channels[0].alternatives;
    expect(alternative).toMatchObject({ transcript: 'Good morning', confidence: 1 });
    expect(alternative.words[1]).toEqual({ word: 'morning', start: 1, end: 2, confidence: 1 });
    expect(problem(await bytes(nova, 'audio/mpeg', '?diarize=maybe'))).toContain(
      "Type mismatch of '/diarize'",
    );
    expect((await bytes(nemotron, 'audio/mpeg')).json.result).toEqual({ text: 'Good morning', duration: 2 });
  });

  it('say what a foreign sound is', async () => {
    const { json: body } = await run(whisper, { audio: [1, 2, 3] });
    expect(body.result.text).toBe('Transcript of audio: 3 bytes.');
  });

  it('refuse what no model takes', async () => {
    const audio = { body: base64(await spoken()), contentType: 'audio/mpeg' };
    expect(problem(await run(nova, { audio }))).toContain(
      "required properties at '/audio' are 'body,contentType'",
    );
    expect(problem(await bytes(turbo, 'audio/mpeg'))).toContain(
      "Type mismatch of '/', 'string' not in 'object'",
    );
    expect(problem(await run(turbo, { audio: [1, 2] }))).toContain("Type mismatch of '/audio'");
    expect(problem(await run(turbo, { audio: '?' }))).toContain(
      '5004 AiError: Invalid data for base64 input',
    );
    expect(problem(await run('@cf/deepgram/flux', { encoding: 'linear16', sample_rate: '16000' }))).toContain(
      'WebSocket',
    );
  });

  it('are scripted like any answer', async () => {
    const audio = base64(await spoken());
    gateway.reply({ text: 'Scripted words' });
    const { json: body } = await run(turbo, { audio });
    expect(body).toMatchObject({ result: { text: 'Scripted words', word_count: 2 }, success: true });
  });
});

describe('rankings and embeddings', () => {
  const contexts = [
    'A cookie is a small cake.',
    'Workers run at the edge.',
    'Cloudflare Workers run code.',
  ].map(words => ({ text: words }));

  it('score contexts by the words that they share with the query', async () => {
    const { json: body } = await run(reranker, { query: 'What are Cloudflare Workers?', contexts, top_k: 2 });
    const { response } = body.result;
    expect(response.map(({ id }: { id: number }) => id)).toEqual([2, 1]);
    expect(response[0].score).toBeGreaterThan(response[1].score);
    expect(response[1].score).toBeGreaterThan(0);
    expect((await run(m3, { query: 'Cloudflare Workers', contexts })).json.result.response[0].id).toBe(2);
  });

  it.each([
    [{ contexts }, "required properties at '/' are 'query,contexts'"],
    [{ query: 'x', contexts, top_k: 0 }, "'/top_k' must be >= 1 not met"],
    [{ query: 'x', contexts: ['text'] }, "Type mismatch of '/contexts/0', 'string' not in 'object'"],
  ])('refuse %j', async (inputs, message) => {
    expect(problem(await run(reranker, inputs))).toContain(message);
  });

  it('embed texts, queries and documents', async () => {
    const { json: body } = await run(bge, { text: ['sun', 'rain'], pooling: 'cls' });
    expect(body.result).toMatchObject({ shape: [2, 768], pooling: 'cls', usage: { prompt_tokens: 2 } });
    expect(body.result.data).toHaveLength(2);
    expect((await run(bge, { text: 'sun' })).json.result).toMatchObject({ shape: [1, 768], pooling: 'mean' });
    expect((await run(qwen, { queries: ['sun'], instruction: 'Find' })).json.result.shape).toEqual([1, 1024]);
    expect((await run(m3, { contexts })).json.result).toMatchObject({ shape: [3, 1024], pooling: 'cls' });
  });

  it.each([
    [bge, {}, "required properties at '/' are 'text'"],
    [bge, { text: Array(101).fill('x') }, "Length of '/text' must be <= 100 not met"],
    [bge, { text: 'x', pooling: 'max' }, 'enum max not in mean,cls'],
    [qwen, { queries: Array(33).fill('x') }, "Length of '/queries' must be <= 32 not met"],
    [qwen, {}, "required properties at '/' are 'text'"],
  ])('%s refuses %#', async (model, inputs, message) => {
    expect(problem(await run(model, inputs))).toContain(message);
  });
});

describe('the queue', () => {
  const requests = [{ text: ['sun', 'rain'] }, { text: 'snow', external_reference: 'b' }];

  it('takes requests, and answers when they are done', async () => {
    const { json: queued } = await run(bge, { requests }, '?queueRequest=true');
    expect(queued.result).toEqual({ status: 'queued', request_id: expect.any(String), model: bge });
    const poll = async () =>
      (await run(bge, { request_id: queued.result.request_id }, '?queueRequest=true')).json.result;
    expect(await poll()).toMatchObject({ status: 'queued', request_id: queued.result.request_id });
    const { responses, usage } = await poll();
    expect(responses).toMatchObject([
      { id: 0, success: true, external_reference: null, result: { shape: [2, 768] } },
      { id: 1, success: true, external_reference: 'b', result: { shape: [1, 768] } },
    ]);
    expect(usage.total_tokens).toBe(3);
    expect(responses[0].result.data).toEqual((await run(bge, requests[0])).json.result.data);
  });

  it('runs as long as it is told to', async () => {
    const slow = createLocalGateway({ batchPolls: 3 });
    const binding = slow.binding();
    const options = { queueRequest: true };
    const { request_id } = (await binding.run(m3, { requests }, options)) as { request_id: string };
    const statuses = [];
    for (let poll = 0; poll < 4; poll++)
      statuses.push(((await binding.run(m3, { request_id })) as { status?: string }).status);
    expect(statuses).toEqual(['queued', 'running', 'running', undefined]);
  });

  it('refuses what no single request may be, and batches that are too large or unknown', async () => {
    const queue = (body: unknown): Promise<Answer> => run(bge, body, '?queueRequest=true');
    expect(problem(await queue({ text: 'x' }))).toContain("required properties at '/' are 'requests'");
    expect(problem(await queue({ requests: [{ text: 5 }] }))).toContain("Type mismatch of '/text'");
    expect(problem(await queue({ request_id: 'nothing' }))).toContain('400 5006');
    const large = Array.from({ length: 11 }, () => ({ text: 'x'.repeat(1_000_000) }));
    expect(problem(await queue({ requests: large }))).toMatch(/^413 3006 /);
  });
});

describe('ways to a model', () => {
  const inputs = { text: ['sun'] };
  const data = async (): Promise<unknown> => (await run(bge, inputs)).json.result.data;

  it.each([
    ['the envelope of ai/run', api, json({ model: bge, input: inputs })],
    ['the gateway', `${native}/${bge}`, json(inputs, workersAIAuth)],
    ['the gateway, with run', `${native}/run/${bge}`, json(inputs, workersAIAuth)],
    [
      'a universal step',
      `https://gateway.test/v1/${accountId}/default`,
      json([{ provider: 'workers-ai', endpoint: bge, headers: restAuth, query: inputs }], gatewayAuth),
    ],
  ])('%s', async (_, url, init) => {
    const { json: body } = await send(url, init);
    expect(body).toMatchObject({ success: true, errors: [], messages: [], result: { shape: [1, 768] } });
    expect(body.result.data).toEqual(await data());
  });

  it('conversations come in the envelope too, and streams do not', async () => {
    const messages = [{ role: 'user', content: 'Hello' }];
    const model = '@cf/meta/llama-3.1-8b-instruct';
    const { json: body } = await run(model, { messages });
    expect(body).toMatchObject({ success: true, result: { response: expect.stringContaining('Hello') } });
    const stream = await run(model, { messages, stream: true });
    expect(stream.type).toMatch(/^text\/event-stream/);
    expect(new TextDecoder().decode(stream.bytes)).toMatch(/^data: \{"response":/);
  });

  it('with a gateway there is a log, without one there is none', async () => {
    await run(flux1, { prompt: 'A cat' });
    expect(gateway.logs).toHaveLength(0);
    const named = json({ prompt: 'A cat' }, { ...restAuth, 'cf-aig-gateway-id': 'default' });
    const response = await gateway.fetch(`${api}/${flux1}`, { method: 'POST', ...named });
    expect(response.headers.get('cf-aig-log-id')).toBe(gateway.logs[0]?.id);
    expect(gateway.logs[0]).toMatchObject({ provider: 'workers-ai', model: flux1, path: `run/${flux1}` });
  });

  it('pictures are cached, sounds are not', async () => {
    const headers = { ...workersAIAuth, 'cf-aig-cache-key': 'k' };
    const status = async (model: string, body: unknown): Promise<string | null> =>
      (await gateway.fetch(`${native}/${model}`, { method: 'POST', ...json(body, headers) })).headers.get(
        'cf-aig-cache-status',
      );
    const picture = { prompt: 'A cat', width: 256, height: 256 };
    expect([await status(sdxl, picture), await status(sdxl, picture)]).toEqual(['MISS', 'HIT']);
    gateway.reset();
    expect([await status(aura, { text: 'Hi' }), await status(aura, { text: 'Hi' })]).toEqual([
      'MISS',
      'MISS',
    ]);
  });

  it('credentials, models and methods are checked', async () => {
    expect(problem(await send(`${api}/${bge}`, json(inputs, {})))).toMatch(/^401 10000 /);
    expect(problem(await send(`${native}/${bge}`, json(inputs, gatewayAuth)))).toMatch(/^401 10000 /);
    expect(problem(await send(`${api}/openai/gpt-4o`, json({})))).toMatch(/^400 7000 /);
    expect(problem(await send(`${api}/@cf/nothing`, json({})))).toMatch(/^400 5007 /);
    expect(problem(await send(`${api}/${bge}`, { method: 'GET', headers: restAuth }))).toMatch(/^405 7001 /);
    const missing = await send(api, json({ input: {} }));
    expect([missing.status, missing.json.internalCode]).toEqual([400, 7003]);
  });

  it('failures by name come in the envelope of Workers AI', async () => {
    gateway.reply({ error: 'workers-ai-nsfw' });
    expect(problem(await run(flux1, { prompt: 'A cat' }))).toBe(
      '400 8007 AiError: Input prompt contains NSFW content.',
    );
    gateway.reply({ error: 'workers-ai-capacity' });
    expect(problem(await run(aura, { text: 'Hi' }))).toMatch(/^429 3040 /);
  });
});

describe('the catalogue', () => {
  it('answers with the address of a picture or a sound, which is there', async () => {
    const input = { prompt: 'A cat', width: 320, height: 200 };
    const { json: body } = await send(api, json({ model: 'openai/gpt-image-1', input }));
    expect(body).toMatchObject({
      success: true,
      result: { state: 'Completed', gatewayMetadata: { keySource: 'Unified' } },
    });
    const picture = await send(body.result.result.image, { method: 'GET' });
    expect([picture.type, sizeOf(picture.bytes)]).toEqual(['image/png', 'png 320x200']);
    const speech = await send(api, json({ model: 'openai/tts-1', input: { text: 'Good morning' } }));
    const sound = await send(speech.json.result.result.audio, { method: 'GET' });
    const heard = await run(whisper, { audio: [...sound.bytes] });
    expect(heard.json.result.text).toBe('Good morning');
    const written = await send(
      api,
      json({ model: 'elevenlabs/scribe', input: { audio: base64(sound.bytes) } }),
    );
    expect(written.json.result.result).toEqual({ text: 'Good morning' });
    expect((await send(api, json({ model: 'nobody/draws', input }))).status).toBe(404);
  });

  it('runs conversations too', async () => {
    const input = { messages: [{ role: 'user', content: 'Hello' }] };
    const { json: body } = await send(api, json({ model: 'openai/gpt-4o', input }));
    expect(body.result).toMatchObject({
      state: 'Completed',
      result: { choices: [{ finish_reason: 'stop' }] },
    });
  });
});

describe('the binding', () => {
  const binding = gateway.binding();
  const bytesOf = async (value: unknown): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await new Response(value as ReadableStream).arrayBuffer());

  it('returns objects, streams and responses', async () => {
    expect(await binding.run(flux1, { prompt: 'A cat' })).toEqual({ image: expect.any(String) });
    const picture = await binding.run(sdxl, { prompt: 'A cat', width: 256, height: 256 });
    expect(picture).toBeInstanceOf(ReadableStream);
    expect(sizeOf(await bytesOf(picture))).toBe('png 256x256');
    const raw = await binding.run(aura, { text: 'Hi' }, { returnRawResponse: true });
    expect((raw as Response).headers.get('content-type')).toBe('audio/mpeg');
  });

  it('sends a stream as the body, and the other inputs in the query', async () => {
    const sound = await bytesOf(await binding.run(aura, { text: 'Good morning' }));
    const audio = { body: new Blob([sound]).stream(), contentType: 'audio/mpeg' };
    const heard = await binding.run(nova, { audio, detect_language: true });
    expect(heard).toMatchObject({
      results: { channels: [{ alternatives: [{ transcript: 'Good morning' }] }] },
    });
    const { url, headers } = gateway.requests.at(-1) ?? {};
    expect(new URL(url ?? '').searchParams.get('userInputs')).toBe('{"detect_language":true}');
    expect(headers?.['content-type']).toBe('audio/mpeg');
    const inJson = await binding.run(nova, { audio: { body: base64(sound), contentType: 'audio/mpeg' } });
    expect(inJson).toEqual(heard);
    const request = new Response(form({ prompt: 'A cat', width: '512', height: '512' }));
    const multipart = { body: request.body, contentType: request.headers.get('content-type') };
    expect(await binding.run(flux2, { multipart })).toEqual({ image: expect.any(String) });
  });

  it('refuses streams as the real one does', async () => {
    const audio = () => ({ body: new Blob(['x']).stream(), contentType: 'audio/mpeg' });
    await expect(binding.run(nova, { audio: audio() }, { gateway: { id: 'default' } })).rejects.toThrow(
      'AI Gateway does not support ReadableStreams yet.',
    );
    await expect(binding.run(nova, { audio: { body: audio().body } })).rejects.toThrow(
      'Content-Type is required with ReadableStream inputs',
    );
    await expect(binding.run(nova, { audio: audio(), more: audio() })).rejects.toThrow(
      'Found streams in keys: [audio, more]',
    );
  });

  it('throws the failures of a model', async () => {
    await expect(binding.run(flux1, {})).rejects.toThrow(/^5006: AiError: Bad input/);
    gateway.reply({ error: 'workers-ai-capacity' });
    await expect(binding.run(flux1, { prompt: 'A cat' })).rejects.toThrow(/^3040: /);
  });

  it('draws for the catalogue too', async () => {
    const answer = await binding.run('openai/gpt-image-1', { prompt: 'A cat' });
    expect(answer).toMatchObject({
      state: 'Completed',
      result: { image: expect.stringMatching(/^data:image\/png;base64,/) },
    });
  });
});

it('a gateway that is not strict draws whatever it is asked for', async () => {
  const lenient = createLocalGateway({ strict: false });
  const response = await lenient.fetch(`${api}/${flux1}`, {
    method: 'POST',
    ...json({ prompt: 'A cat', width: 512, height: 512 }, { authorization: `Bearer ${apiToken}` }),
  });
  expect(response.status).toBe(200);
});
