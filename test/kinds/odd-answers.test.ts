import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  answers,
  base64,
  binary,
  call,
  type Endpoint,
  endpoints,
  type Kind,
  kinds,
  modelOf,
  PNG,
  type Sent,
  wireOf,
} from './run-support.ts';

const ids: Readonly<Record<Kind, string>> = {
  image: '@cf/leonardo/lucid-origin',
  speech: '@cf/deepgram/aura-1',
  transcription: '@cf/openai/whisper',
  reranking: '@cf/baai/bge-reranker-base',
};
const bytesOf = (text: string) => new TextEncoder().encode(text);
const run = (kind: Kind, answer: (sent: Sent) => Response, endpoint: Endpoint = 'rest') =>
  call(modelOf(wireOf(endpoint, 'v4', answer).provider, kind, ids[kind]), kind);

describe.each(endpoints)('a successful response over %s', endpoint => {
  it.each([
    ['a line of a proxy', 'no healthy upstream', 'text/plain', 'unknown'],
    ['the same without a type', 'no healthy upstream', 'application/octet-stream', 'unknown'],
    ['a page without a type', '<!DOCTYPE html><html>Sorry</html>', 'application/octet-stream', 'unknown'],
    ['a stream of events', 'data: {"response":"Hi"}\n\n', 'text/event-stream', 'unknown'],
    ['null', 'null', 'application/json', 'unknown'],
    ['a list', '[]', 'application/json', 'unknown'],
    ['a string', '"done"', 'application/json', 'unknown'],
    ['nothing', '', 'audio/mpeg', 'stream-truncated'],
    ['blanks', ' \n ', 'audio/mpeg', 'stream-truncated'],
    ['half of its JSON', '{"image":"iVBOR', 'image/png', 'stream-truncated'],
  ])('that is %s is a typed error of every kind', async (_, text, type, expected) => {
    for (const kind of kinds) {
      const error = await run(kind, () => binary(bytesOf(text), type), endpoint).catch(error => error);
      expect(getCloudflareError(error), kind).toMatchObject({ kind: expected, logId: '01LOG' });
    }
  });

  it('is JSON behind a byte order mark', async () => {
    for (const kind of kinds) {
      const text = `\ufeff${JSON.stringify({ success: true, result: answers[kind] })}`;
      const plain = JSON.stringify({ success: true, result: answers[kind] });
      const [marked, bare] = await Promise.all(
        [text, plain].map(each => run(kind, () => binary(bytesOf(each)), endpoint)),
      );
      expect({ ...marked, response: {} }, kind).toEqual({ ...bare, response: {} });
    }
  });

  it.each([
    ['silence and a brace', [0, 0, 0x7b, 0xff, 1, 2]],
    ['a brace', [0x7b, 0xff, 0xfe, 0x7d]],
  ])('that begins with %s is raw audio', async (_, list) => {
    const audio = Uint8Array.from(list);
    for (const type of ['audio/l16', 'application/octet-stream', 'application/json'])
      expect((await run('speech', () => binary(audio, type), endpoint)).audio).toEqual(audio);
  });
});

describe('a file that an answer names', () => {
  it('and that is empty is a typed error', async () => {
    const address = 'https://media.example.com/result';
    const wire = wireOf('rest', 'v4', ({ url }) =>
      url === address ? binary(new Uint8Array()) : Response.json({ image: address }),
    );
    const error = await call(wire.provider.imageModel('google/nano-banana-pro'), 'image').catch(
      error => error,
    );
    expect(getCloudflareError(error)).toMatchObject({ kind: 'stream-truncated', retryable: true });
  });
});

describe('pictures among the inputs', () => {
  const draw = async (url: string, id: string) => {
    const wire = wireOf('rest', 'v4', ({ url: to }) =>
      /^https:\/\/pictures/i.test(to) ? binary(PNG) : Response.json(answers.image),
    );
    const error = await call(wire.provider.imageModel(id), 'image', { files: [{ type: 'url', url }] }).catch(
      error => error,
    );
    return { error, sent: wire.sent };
  };
  const fromImage = '@cf/runwayml/stable-diffusion-v1-5-img2img';

  it('are loaded from an address in capitals', async () => {
    const { sent } = await draw('HTTPS://pictures.example.com/cat.png', fromImage);
    expect(sent.at(-1)?.body).toMatchObject({ image_b64: base64(PNG) });
  });

  it.each([
    'blob:https://example.com/1',
    'file:///cat.png',
    'gs://bucket/cat.png',
    'data:image/svg+xml,%3Csvg%3E',
  ])('that nothing can load are an error before the request: %s', async url => {
    for (const id of [fromImage, 'google/nano-banana-pro']) {
      const { error, sent } = await draw(url, id);
      expect(error.message).toMatch(/^files: expected bytes, base64, or an address that can be loaded\./);
      expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'invalid-request' });
      expect(sent).toEqual([]);
    }
  });
});

describe('a size that is none', () => {
  it.each([
    ['size', 'auto'],
    ['size', '1024'],
    ['size', '0x512'],
    ['aspectRatio', 'wide'],
    ['aspectRatio', '0:0'],
  ])('is an error before the request: %s %s', async (name, value) => {
    const wire = wireOf('rest', 'v4', () => Response.json(answers.image));
    const model = wire.provider.imageModel(ids.image);
    const error = await call(model, 'image', { [name]: value }).catch(error => error);
    expect(error.message).toMatch(new RegExp(`^${name}: expected two numbers above 0\\. Example: `));
    expect(wire.sent).toEqual([]);
  });
});
