import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected, refused, send } from '../support/call.ts';

const keys = Object.fromEntries(['openrouter', 'mistral', 'perplexity'].map(name => [name, 'key']));
const settings = { ...connected, providerKeys: keys };
const bytes = new Uint8Array([1, 2, 3]);
const base64 = 'AQID';

const call = (mediaType: string, data: Uint8Array | URL | string) => ({
  prompt: [{ role: 'user' as const, content: [{ type: 'file' as const, mediaType, data }] }],
});

/** The part of the wire for a file. */
async function partOf(id: string, mediaType: string, data: Uint8Array | URL | string): Promise<unknown> {
  const { body, warnings } = await send(id, call(mediaType, data), settings);
  expect(warnings).toEqual([]);
  const [message] = body.messages as { content: unknown[] }[];
  return message?.content[0];
}

const video = (url: string) => ({ type: 'video_url', video_url: { url } });
const audio = (format: string) => ({ type: 'input_audio', input_audio: { data: base64, format } });
const movie = new URL('https://example.com/a.mp4');
const kimi = 'moonshotai/kimi-k3';

describe('videos', () => {
  it.each(['openrouter/google/gemini-3.7-flash', 'alibaba/qwen3.8-max', kimi, 'custom-acme/qwen-vl'])(
    '%s gets them in line, as bytes and as base64',
    async id => {
      const sent = video(`data:video/mp4;base64,${base64}`);
      expect(await partOf(id, 'video/mp4', bytes)).toEqual(sent);
      expect(await partOf(id, 'Video/MP4', base64)).toEqual(sent);
    },
  );

  it.each(['openrouter/google/gemini-3.7-flash', 'alibaba/qwen3.8-max'])('%s gets them by URL', async id => {
    expect(await partOf(id, 'video/mp4', movie)).toEqual(video(String(movie)));
    const { supportedUrls } = createCloudflare(settings)(id);
    expect(Object.keys(await supportedUrls)).toContain('video/*');
  });

  it.each([kimi, 'openai/gpt-5', 'anthropic/claude-sonnet-5'])('%s gets none by URL', async id => {
    const error = await refused(id, call('video/mp4', movie), settings);
    expect(error.name).toBe('AI_UnsupportedFunctionalityError');
    expect(error.message).toContain('video/mp4');
  });
});

describe('files by URL', () => {
  const page = new URL('https://example.com/a');

  it.each(['image', 'image/*', 'image/png'])('an image of type %s keeps its address', async mediaType => {
    expect(await partOf('openai/gpt-4o', mediaType, page)).toEqual({
      type: 'image_url',
      image_url: { url: String(page) },
    });
  });

  it.each(['text/plain', 'application/json'])(
    'a text of type %s is not read, and is refused',
    async mediaType => {
      const error = await refused('openai/gpt-4o', call(mediaType, page), settings);
      expect(error.name).toBe('AI_UnsupportedFunctionalityError');
      expect(error.message).toContain(mediaType);
    },
  );
});

describe('audio', () => {
  it.each([
    ['audio/ogg', 'ogg'],
    ['audio/flac', 'flac'],
    ['audio/mp4', 'm4a'],
    ['audio/x-m4a', 'm4a'],
    ['audio/aiff', 'aiff'],
    ['audio/mpeg', 'mp3'],
  ])('%s goes to OpenRouter as %s', async (mediaType, format) => {
    expect(await partOf('openrouter/google/gemini-3.7-flash', mediaType, bytes)).toEqual(audio(format));
  });

  it('goes to OpenAI in two formats only', async () => {
    expect(await partOf('openai/gpt-audio', 'audio/wav', bytes)).toEqual(audio('wav'));
    const { message } = await refused('openai/gpt-audio', call('audio/ogg', bytes), settings);
    expect(message).toMatch(/does not accept "audio\/ogg" parts\. It accepts .*audio\/wav/);
  });

  it('goes to Voxtral as base64, and to no other model of Mistral', async () => {
    expect(await partOf('mistral/voxtral-small-latest', 'audio/wav', bytes)).toEqual({
      type: 'input_audio',
      input_audio: base64,
    });
    await expect(
      refused('mistral/mistral-large-latest', call('audio/wav', bytes), settings),
    ).resolves.toBeTruthy();
  });

  it('by URL is refused rather than sent empty', async () => {
    const address = new URL('https://example.com/a.mp3');
    const { message } = await refused('openrouter/openai/gpt-audio', call('audio/mpeg', address), settings);
    expect(message).toContain('"audio/mpeg" parts by URL');
  });
});
