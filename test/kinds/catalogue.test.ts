import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../support/account.ts';
import { bare, base64, binary, call, MP3, modelOf, PNG, type Sent, versions, wireOf } from './run-support.ts';

const address = 'https://media.example.com/result?signature=canary';
const completed = (result: object) => ({
  state: 'Completed',
  result,
  gatewayMetadata: { keySource: 'Unified' },
});
/** Media as an address, which leads to their bytes. */
const media =
  (result: object, bytes: Uint8Array<ArrayBuffer>) =>
  ({ url }: Sent) =>
    url === address ? binary(bytes) : bare({ result: completed(result), success: true });
const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } });

describe.each(versions)('media of the catalogue on %s', version => {
  it('images at an address are loaded, without anything of ours', async () => {
    const wire = wireOf('rest', version, media({ image: address }, PNG));
    const model = wire.provider.imageModel('google/nano-banana-pro');
    const result = await call(model, 'image', { aspectRatio: '16:9' });
    expect(result.images).toEqual([PNG]);
    expect(getCloudflareMetadata(result)).toMatchObject({ keySource: 'Unified', logId: '01LOG' });
    const [run, download] = wire.sent;
    expect(run).toMatchObject({
      url: `https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/ai/run`,
      body: { model: 'google/nano-banana-pro', input: { prompt: 'A cat', aspect_ratio: '16:9' } },
    });
    expect(download).toMatchObject({ url: address, headers: {} });
  });

  it.each([
    'http://localhost:8080/admin',
    'http://127.0.0.1/?signature=canary',
    'http://169.254.169.254/latest',
    'http:relative',
  ])('an answer that names %s reaches nothing there', async image => {
    const wire = wireOf('rest', version, media({ image }, PNG));
    const model = wire.provider.imageModel('google/nano-banana-pro');
    const error: unknown = await call(model, 'image').catch((thrown: unknown) => thrown);
    const message = getCloudflareError(error)?.message;
    expect(message).toMatch(/names a file at an address that is not https/);
    // Who has the query of such an address has the file.
    expect(message).not.toContain('canary');
    expect(wire.sent).toHaveLength(1);
  });

  it('speech', async () => {
    const wire = wireOf('rest', version, media({ audio: address }, MP3));
    const options = { voice: 'JBFq', outputFormat: 'mp3_44100_128', language: 'de' };
    const result = await call(wire.provider.speechModel('elevenlabs/eleven-v3'), 'speech', options);
    expect(result.audio).toEqual(MP3);
    expect(wire.sent[0]?.body.input).toEqual({
      text: 'Hello',
      voice_id: 'JBFq',
      output_format: 'mp3_44100_128',
      language_code: 'de',
    });
  });

  it('transcripts, whose words are in milliseconds', async () => {
    const words = [{ text: 'Hello', start: 32, end: 532 }];
    const wire = wireOf('rest', version, () =>
      bare({
        result: completed({ text: 'Hello', words, language_code: 'en', audio_duration: 7 }),
        success: true,
      }),
    );
    const model = wire.provider.transcriptionModel('assemblyai/universal-3.5-pro');
    expect(await call(model, 'transcription')).toMatchObject({
      text: 'Hello',
      segments: [{ text: 'Hello', startSecond: 0.032, endSecond: 0.532 }],
      language: 'en',
      durationInSeconds: 7,
    });
    const data = `data:audio/mpeg;base64,${base64(MP3.slice(0, 3))}`;
    expect(wire.only().body.input).toEqual({ audio_url: data });
  });
});

it('pictures among the inputs are `data:` URLs, and addresses stay what they are', async () => {
  const wire = wireOf('rest', 'v4', media({ image: address }, PNG));
  await call(wire.provider.imageModel('black-forest-labs/flux-2-max'), 'image', {
    size: '1024x768',
    files: [
      { type: 'file', mediaType: 'image/png', data: PNG },
      { type: 'url', url: 'https://pictures.example/cat.png' },
    ],
  });
  expect(wire.sent[0]?.body.input).toEqual({
    prompt: 'A cat',
    width: 1024,
    height: 768,
    input_images: [`data:image/png;base64,${base64(PNG)}`, 'https://pictures.example/cat.png'],
  });
});

it('the binding runs them too', async () => {
  const wire = wireOf('binding', 'v4', () =>
    bare(completed({ images: [`data:image/png;base64,${base64(PNG)}`] })),
  );
  const result = await call(wire.provider.imageModel('bytedance/seedream-4.5'), 'image');
  expect(result.images).toEqual([base64(PNG)]);
  expect(wire.only()).toMatchObject({ url: 'bytedance/seedream-4.5', body: { prompt: 'A cat' } });
});

it('an unknown vendor is asked with what most accept', async () => {
  const wire = wireOf('rest', 'v4', media({ image: address }, PNG));
  const options = { size: '1024x1024', seed: 7, ...cloudflare({ steps: 4, extraBody: { style: 'ink' } }) };
  const { warnings } = await call(wire.provider.imageModel('recraft/recraft-v4'), 'image', options);
  expect(wire.sent[0]?.body.input).toEqual({ prompt: 'A cat', size: '1024x1024', seed: 7, style: 'ink' });
  expect(warnings).toMatchObject([{ feature: 'providerOptions.cloudflare.steps' }]);
});

it('a failed state is a typed error, and so is an address that leads nowhere', async () => {
  const failed = { state: 'Failed', error: { code: 'provider_unavailable', message: 'Try later.' } };
  const wire = wireOf('rest', 'v4', () => bare({ result: failed, success: true }));
  const error = await call(modelOf(wire.provider, 'image', 'google/nano-banana'), 'image').catch(
    error => error,
  );
  expect(getCloudflareError(error)).toMatchObject({ code: 'provider_unavailable' });
  const gone = wireOf('rest', 'v4', sent =>
    sent.url === address ? new Response('', { status: 404 }) : media({ image: address }, PNG)(sent),
  );
  const missing = await call(modelOf(gone.provider, 'image', 'google/nano-banana'), 'image').catch(e => e);
  expect(getCloudflareError(missing)).toMatchObject({ kind: expect.any(String) });
  expect(JSON.stringify(missing)).not.toContain('canary');
});

it('behind a gateway alone there is no path for them', async () => {
  const wire = wireOf('native', 'v4', () => bare({}));
  await expect(call(wire.provider.imageModel('google/nano-banana'), 'image')).rejects.toThrow(
    /served by rest/,
  );
  expect(wire.sent).toEqual([]);
});
