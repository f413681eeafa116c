import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { isFull, placesInTurn } from '../support/scale.ts';
import {
  type AnyModel,
  type Part,
  packageOf,
  partsOf,
  prompt,
  providerOf,
  type Version,
  versions,
} from './entries.ts';

const claude = 'anthropic/claude-sonnet-4.5';
const codex = 'openai/gpt-5-codex';
const flash = 'google/gemini-2.5-flash';
const ids = [claude, codex, flash] as const;
const encoder = new TextEncoder();
const stops = { v2: 'error', v3: { unified: 'error' }, v4: { unified: 'error' } } as const;

/** A model whose every request gets the same answer. */
const answeredBy = (version: Version, id: string, answer: () => Response): AnyModel =>
  providerOf(version, { ...connected, fetch: async () => answer() })(id);

const headers = { 'content-type': 'text/event-stream', 'cf-aig-log-id': 'L1' };

/** Pieces of a stream, which then ends or breaks off. */
function streamOf(pieces: readonly Uint8Array[], ending: 'end' | 'break' = 'end'): Response {
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(piece);
      else if (ending === 'end') controller.close();
      else controller.error(new TypeError('terminated'));
    },
  });
  return new Response(body, { headers });
}

const eventsOf = (events: readonly object[]): Uint8Array =>
  encoder.encode(events.map(event => `data: ${JSON.stringify(event)}\n\n`).join(''));

const read = async (model: AnyModel, options: object = {}): Promise<Part[]> =>
  partsOf((await model.doStream({ prompt, ...options })).stream);

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    result => `resolved: ${JSON.stringify(result)}`,
    error => error,
  );

/** What the local gateway sends for a call, whole. */
async function sentFor(version: Version, id: string, mode: 'doGenerate' | 'doStream'): Promise<Uint8Array> {
  const gateway = createLocalGateway();
  let bytes = new Uint8Array();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await gateway.fetch(input, init);
    bytes = new Uint8Array(await response.clone().arrayBuffer());
    return response;
  };
  const model = providerOf(version, { ...localGatewayDefaults, fetch })(id);
  if (mode === 'doStream') await read(model);
  else await model.doGenerate({ prompt });
  return bytes;
}

/** One `error` part of a truncated stream, and a finish part that says so. */
function expectTruncated(version: Version, parts: readonly Part[], where: string): void {
  const errors = parts.filter(({ type }) => type === 'error');
  expect(errors, where).toHaveLength(1);
  expect(getCloudflareError(errors[0]?.error), where).toMatchObject({ kind: 'stream-truncated' });
  expect(parts.at(-1)?.type, where).toBe('finish');
  const finishReason = parts.at(-1)?.finishReason;
  if (typeof stops[version] === 'string') expect(finishReason, where).toBe(stops[version]);
  else expect(finishReason, where).toMatchObject(stops[version]);
}

describe.each(versions)('streams of specification %s that are cut', version => {
  it.each(ids)('inside of the last lines of %s', async id => {
    const bytes = await sentFor(version, id, 'doStream');
    const text = new TextDecoder().decode(bytes);
    const last = encoder.encode(text.slice(0, text.trimEnd().lastIndexOf('\n\n') + 2)).length;
    // Both ends of the last event, where it is told what it is, and the bytes between them in turn.
    const isTelling = (at: number): boolean =>
      at < last + 50 || at > bytes.length - 25 || /finishReason/.test(text.slice(at - 16, at));
    const range = [last, bytes.length] as const;
    const others = placesInTurn(range, { member: version, family: versions, step: bytes.length });
    for (let at = last; at < bytes.length; at++) {
      if (!isTelling(at) && !others.includes(at)) continue;
      for (const ending of ['end', 'break'] as const) {
        if (!isFull && ending === 'break' && at % 5 !== 0) continue;
        const model = answeredBy(version, id, () => streamOf([bytes.slice(0, at)], ending));
        expectTruncated(version, await read(model), `${ending} at byte ${at} of ${bytes.length}`);
      }
    }
  });

  it.each(ids)('nowhere, in pieces of any size: %s', async id => {
    const bytes = await sentFor(version, id, 'doStream');
    const windows = encoder.encode(new TextDecoder().decode(bytes).replaceAll('\n', '\r\n'));
    for (const sent of [bytes, windows])
      for (const size of [1, 7, 4096]) {
        const pieces = Array.from({ length: Math.ceil(sent.length / size) }, (_, index) =>
          sent.slice(index * size, (index + 1) * size),
        );
        const parts = await read(answeredBy(version, id, () => streamOf(pieces)));
        expect(parts.filter(({ type }) => type === 'error')).toEqual([]);
        expect(JSON.stringify(parts.at(-1)?.finishReason)).toContain('stop');
      }
  });

  it.each(ids)('after the whole of the last event of %s, which is complete', async id => {
    const bytes = await sentFor(version, id, 'doStream');
    const parts = await read(answeredBy(version, id, () => streamOf([bytes], 'break')));
    expect(parts.filter(({ type }) => type === 'error')).toEqual([]);
    expect(JSON.stringify(parts.at(-1)?.finishReason)).toContain('stop');
  });

  it('after content that looks like a last event', async () => {
    const message = { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [] };
    const usage = { input_tokens: 5, output_tokens: 1 };
    const delta = (text: string) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    });
    const texts = [
      { type: 'message_start', message: { ...message, stop_reason: null, usage } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      delta('the event '),
      delta('message_stop'),
    ];
    const messages = answeredBy(version, claude, () => streamOf([eventsOf(texts)]));
    expectTruncated(version, await read(messages), 'a text delta');

    const call = { functionCall: { name: 'x', args: { finish_reason: 'done', finishReason: 'STOP' } } };
    const calls = [{ candidates: [{ content: { parts: [call] } }] }];
    const inputSchema = { type: 'object', properties: { finish_reason: { type: 'string' } } };
    const gemini = answeredBy(version, flash, () => streamOf([eventsOf(calls)]));
    const parts = await read(gemini, { tools: [{ type: 'function', name: 'x', inputSchema }] });
    expectTruncated(version, parts, 'a tool argument');
  });
});

describe.each(versions)('responses of specification %s that are incomplete', version => {
  it('end the block that they leave open', async () => {
    const response = { id: 'r1', created_at: 1, model: 'gpt-5-codex', service_tier: null };
    const item = { type: 'message', id: 'm1', role: 'assistant', content: [] };
    const at = { item_id: 'm1', output_index: 0, content_index: 0 };
    const usage = { input_tokens: 5, output_tokens: 1 };
    const sent = eventsOf([
      { type: 'response.created', response },
      { type: 'response.output_item.added', output_index: 0, item },
      { type: 'response.output_text.delta', ...at, delta: 'Half of' },
      {
        type: 'response.incomplete',
        response: { ...response, incomplete_details: { reason: 'max_output_tokens' }, usage },
      },
    ]);
    const parts = await read(answeredBy(version, codex, () => streamOf([sent])));
    const types = parts.map(({ type }) => type).filter(type => type.startsWith('text-'));
    expect(types).toEqual(['text-start', 'text-delta', 'text-end']);
    expect(JSON.stringify(parts.at(-1)?.finishReason)).toContain('length');
  });
});

describe.each(versions)('answers of specification %s that are none', version => {
  it.each(ids)('one JSON value in place of the stream of %s', async id => {
    const whole = await sentFor(version, id, 'doGenerate');
    const answer = () =>
      new Response(new Uint8Array(whole), {
        headers: { 'content-type': 'application/json', 'cf-aig-log-id': 'L1' },
      });
    const error = await failureOf(answeredBy(version, id, answer).doStream({ prompt }));
    expect(error).toMatchObject({ responseBody: new TextDecoder().decode(whole) });
    expect(getCloudflareError(error)).toMatchObject({ retryable: false, logId: 'L1', statusCode: 200 });
  });

  const bodies: readonly (readonly [string, object, object])[] = [
    ['the envelope of Cloudflare', { success: false, errors: [{ code: 2001, message: 'Configure' }] }, { code: 2001, kind: 'gateway-not-found' }], // biome-ignore format: one case, one line
    ['the error of a vendor', { error: { message: 'Slow down', type: 'rate_limit_error' } }, { kind: 'rate-limit' }], // biome-ignore format: one case, one line
    ['an empty object', {}, { kind: 'unknown', message: expect.stringContaining('could not be read') }],
  ];

  const calls: readonly (readonly [string, (provider: ReturnType<typeof providerOf>) => Promise<unknown>])[] =
    [
      ...ids.map(
        id => [id, (provider: ReturnType<typeof providerOf>) => provider(id).doGenerate({ prompt })] as const,
      ),
      ['speech', provider => provider.speechModel('openai/tts-1').doGenerate({ text: 'Hi', voice: 'alloy' })],
      ['image', provider => provider.imageModel('openai/gpt-image-1').doGenerate({ prompt: 'A cat', n: 1 })],
      [
        'transcript',
        provider =>
          provider
            .transcriptionModel('openai/whisper-1')
            .doGenerate({ audio: new Uint8Array(3), mediaType: 'audio/wav' }),
      ],
      [
        'carried chat',
        provider => {
          const openai = provider.carry('openai', packageOf(version, 'openai'));
          return (openai as unknown as { chat(id: string): AnyModel }).chat('gpt-4o').doGenerate({ prompt });
        },
      ],
    ];

  it.each(bodies)('%s with status 200', async (_, body, expected) => {
    const answer = async () => Response.json(body, { headers: { 'cf-aig-log-id': 'L1' } });
    for (const [name, call] of calls) {
      const error = await failureOf(call(providerOf(version, { ...connected, fetch: answer })));
      expect(getCloudflareError(error), `${name}: ${error}`).toMatchObject({ logId: 'L1', ...expected });
    }
  });

  it.each([
    { success: false },
    { success: false, errors: null },
    { error: '', errors: [{ code: 2001, message: 'Configure' }] },
    { error: false, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
  ])('%j beside content', async failed => {
    const content = { parts: [{ text: 'Half' }] };
    const answer = () => Response.json({ ...failed, candidates: [{ content, finishReason: 'STOP' }] });
    const error = await failureOf(answeredBy(version, flash, answer).doGenerate({ prompt }));
    expect(getCloudflareError(error), String(error)).toBeDefined();
  });

  it('keeps an answer that names no error and no credential', async () => {
    const content = { parts: [{ text: 'All' }] };
    const candidates = [{ content, finishReason: 'STOP' }];
    const none = { error: null, errors: [], success: true, gatewayMetadata: { keySource: null } };
    const model = answeredBy(version, flash, () => Response.json({ ...none, candidates }));
    const result = await model.doGenerate({ prompt });
    expect(result.content).toMatchObject([{ type: 'text', text: 'All' }]);
    expect(result.providerMetadata?.cloudflare).not.toHaveProperty('keySource');
  });

  it.each(['OTHER', 'MALFORMED_FUNCTION_CALL'])('keeps an empty answer that ended with %s', async reason => {
    const answer = () => Response.json({ candidates: [{ content: {}, finishReason: reason }] });
    const { content, finishReason } = await answeredBy(version, flash, answer).doGenerate({ prompt });
    expect(content).toEqual([]);
    expect(JSON.stringify(finishReason)).toMatch(/other|error/);
  });

  it('keeps an answer whose finish reason has no name of its own', async () => {
    const candidates = [{ content: { parts: [{ text: 'Half' }] }, finishReason: 'LANGUAGE' }];
    const parts = await read(answeredBy(version, flash, () => streamOf([eventsOf([{ candidates }])])));
    expect(parts.filter(({ type }) => type === 'error')).toEqual([]);
    const { content } = await answeredBy(version, flash, () => Response.json({ candidates })).doGenerate({
      prompt,
    });
    expect(content).toMatchObject([{ type: 'text', text: 'Half' }]);
  });
});

describe.each(versions)('speech of specification %s that is text', version => {
  const models = ['openai/tts-1', 'elevenlabs/eleven_multilingual_v2'];
  const providerKeys = { openai: 'sk-1', elevenlabs: 'el-1' };
  const speak = (id: string, body: Uint8Array<ArrayBuffer>, type: string) => {
    const fetch = async () => new Response(body, { headers: { 'content-type': type } });
    const provider = providerOf(version, { ...connected, providerKeys, fetch }, ['openai', 'elevenlabs']);
    return failureOf(provider.speechModel(id).doGenerate({ text: 'Hello', voice: 'alloy' }));
  };

  it.each([
    ['a line of a proxy', 'no healthy upstream', 'application/octet-stream', 'unknown'],
    ['a page', '<!DOCTYPE html><html>Sorry</html>', 'text/html', 'unknown'],
    ['null', 'null', 'application/json', 'unknown'],
    ['blanks', ' \n', 'text/plain', 'stream-truncated'],
    ['nothing', '', 'audio/mpeg', 'stream-truncated'],
    ['half of its JSON', '{"audio":"SUQz', 'audio/mpeg', 'stream-truncated'],
  ])('%s is a typed error', async (_, text, type, kind) => {
    for (const id of models)
      expect(getCloudflareError(await speak(id, encoder.encode(text), type)), id).toMatchObject({ kind });
  });

  it('is audio where it only begins as text', async () => {
    const bytes = Uint8Array.of(0x7b, 0xff, 0xfe, 0);
    const audio = `"audio":${JSON.stringify(bytes)}`;
    for (const id of models) expect(await speak(id, bytes, 'application/octet-stream')).toContain(audio);
  });
});
