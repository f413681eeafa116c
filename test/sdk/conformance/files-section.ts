import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { expect } from 'vitest';
import { rejection } from '../../support/answers.ts';
import { played, type Section, world } from './section.ts';
import { pdf, png } from './tools-section.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Files of the user. */
export const filesSection: Section = (pair, test) => {
  const { ai } = pair;
  const ask = (model: unknown, part: Fields, more: object = {}) =>
    ai.generateText({
      model,
      maxRetries: 0,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, part] }],
      ...more,
    });
  const sent = async (part: Fields, more: object = {}): Promise<unknown> => {
    const { cloudflare, request } = played(pair);
    await ask(cloudflare('openai/gpt-4o'), part, more);
    return (request().body.messages as readonly { content: readonly unknown[] }[])[0]?.content[1];
  };
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } };
  const document = (filename: string): object => ({
    type: 'file',
    file: { filename, file_data: `data:application/pdf;base64,${pdf}` },
  });

  test('an image in-line', async () => {
    expect(await sent({ type: 'image', image: png, mediaType: 'image/png' })).toEqual(image);
    expect(await sent({ type: 'file', data: png, mediaType: 'image/png' })).toEqual(image);
    const bytes = Uint8Array.from(Buffer.from(png, 'base64'));
    expect(await sent({ type: 'file', data: bytes, mediaType: 'image/png' })).toEqual(image);
  });

  test('an image by its address, which the upstream fetches', async () => {
    const url = 'https://example.com/a.png';
    const wire = { type: 'image_url', image_url: { url } };
    const no = { experimental_download: noDownload };
    expect(await sent({ type: 'image', image: new URL(url) }, no)).toEqual(wire);
    expect(await sent({ type: 'file', data: new URL(url), mediaType: 'image/png' }, no)).toEqual(wire);
  });

  test('an image by its address, fetched here for an upstream that takes none', async () => {
    const { cloudflare, request } = played(pair);
    const data = Uint8Array.from(Buffer.from(png, 'base64'));
    await ask(
      cloudflare('@cf/mistralai/mistral-small-3.1-24b-instruct'),
      { type: 'image', image: new URL('https://example.com/a.png') },
      { experimental_download: downloadOf(data, 'image/png') },
    );
    expect(request().body.messages).toMatchObject([{ content: [{ type: 'text' }, image] }]);
  });

  test('a document in-line, with and without a name', async () => {
    const file = { type: 'file', data: pdf, mediaType: 'application/pdf' };
    expect(await sent({ ...file, filename: 'a.pdf' })).toEqual(document('a.pdf'));
    expect(await sent(file)).toEqual(document('file.pdf'));
  });

  test('a document by its address, fetched here', async () => {
    const data = Uint8Array.from(Buffer.from(pdf, 'base64'));
    const url = new URL('https://example.com/a.pdf');
    const part = { type: 'file', data: url, mediaType: 'application/pdf' };
    const wire = await sent(part, { experimental_download: downloadOf(data, 'application/pdf') });
    expect(wire).toEqual(document('file.pdf'));
  });

  test('images and documents are taken by a strict upstream', async () => {
    const { cloudflare, gateway } = world(pair);
    for (const part of [
      { type: 'image', image: png, mediaType: 'image/png' },
      { type: 'file', data: pdf, mediaType: 'application/pdf' },
    ])
      expect((await ask(cloudflare('openai/gpt-4o'), part)).text).not.toBe('');
    expect(gateway.requests).toHaveLength(2);
  });

  test('a file that no upstream here takes is refused before any request', async () => {
    const { cloudflare, requests } = played(pair);
    const part = { type: 'file', data: 'AAAA', mediaType: 'video/x-matroska' };
    const error = await rejection(ask(cloudflare('openai/gpt-4o'), part));
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'invalid-request' });
    expect((error as Error).message).toContain('video/x-matroska');
    expect(requests).toEqual([]);
  });

  test('a file that the upstream keeps, by its id', async () => {
    const data = { type: 'reference', reference: { openai: 'file-1', anthropic: 'f2' } };
    expect(await sent({ type: 'file', mediaType: 'application/pdf', data })).toEqual({
      type: 'file',
      file: { file_id: 'file-1' },
    });
  });

  test('a file that another upstream keeps is refused, with its names', async () => {
    const { cloudflare, requests } = played(pair);
    const data = { type: 'reference', reference: { anthropic: 'f2' } };
    const error = await rejection(
      ask(cloudflare('openai/gpt-4o'), { type: 'file', mediaType: 'application/pdf', data }),
    );
    expect((error as Error).message).toContain('anthropic');
    expect(getCloudflareError(error)?.source).toBe('client');
    expect(requests).toEqual([]);
  });

  test('a text file, as text', async () => {
    const data = { type: 'text', text: 'Some notes' };
    expect(await sent({ type: 'file', mediaType: 'text/plain', data })).toEqual({
      type: 'text',
      text: 'Some notes',
    });
  });

  test('half a media type', async () => {
    const data = { type: 'data', data: png };
    expect(await sent({ type: 'file', mediaType: 'image', data })).toEqual(image);
  });
};

async function noDownload(files: readonly unknown[]): Promise<readonly null[]> {
  return files.map(() => null);
}

function downloadOf(data: Uint8Array, mediaType: string) {
  return async (files: readonly unknown[]) => files.map(() => ({ data, mediaType }));
}
