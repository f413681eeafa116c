import { describe, expect, it } from 'vitest';
import { base64, binary, call, endpoints, enveloped, MP3, wireOf } from './run-support.ts';

const aura = '@cf/deepgram/aura-1';
const aura2 = '@cf/deepgram/aura-2-es';
const melo = '@cf/myshell-ai/melotts';
const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } });

const speak = async (id: string, options: object) => {
  const wire = wireOf('rest', 'v4', () => enveloped({ audio: base64(MP3) }));
  const { warnings, audio } = await call(wire.provider.speechModel(id), 'speech', options);
  return { body: wire.only().body, warnings, audio };
};

describe('what is sent', () => {
  it('a voice is the speaker, and formats are an encoding in a container', async () => {
    expect((await speak(aura, { voice: 'luna' })).body).toEqual({ text: 'Hello', speaker: 'luna' });
    for (const [outputFormat, fields] of [
      ['mp3', { encoding: 'mp3' }],
      ['flac', { encoding: 'flac' }],
      ['wav', { encoding: 'linear16', container: 'wav' }],
      ['pcm', { encoding: 'linear16', container: 'none' }],
      ['ogg', { encoding: 'opus', container: 'ogg' }],
    ] as const) {
      const { body, warnings } = await speak(aura, { outputFormat });
      expect(body).toEqual({ text: 'Hello', ...fields });
      expect(warnings).toEqual([]);
    }
  });

  it('options set what the format leaves open', async () => {
    const options = { container: 'none', sampleRate: 8000, bitRate: 32_000 };
    const { body } = await speak(aura, { outputFormat: 'wav', ...cloudflare(options) });
    expect(body).toEqual({
      text: 'Hello',
      encoding: 'linear16',
      container: 'none',
      sample_rate: 8000,
      bit_rate: 32_000,
    });
  });

  it('MeloTTS has names of its own', async () => {
    const { body, warnings } = await speak(melo, { language: 'fr', outputFormat: 'wav', voice: 'luna' });
    expect(body).toEqual({ prompt: 'Hello', lang: 'fr' });
    expect(warnings.map(({ feature }) => feature)).toEqual(['voice', 'outputFormat']);
  });

  it('settings that no model has are warnings', async () => {
    const { body, warnings } = await speak(aura, {
      speed: 1.2,
      instructions: 'Slowly.',
      outputFormat: 'webm',
    });
    expect(body).toEqual({ text: 'Hello' });
    expect(warnings.map(({ feature, details }) => `${feature}: ${details}`)).toEqual([
      'outputFormat: this model returns wav, pcm, ogg, linear16, flac, mulaw, alaw, mp3, opus, aac; it was not sent.',
      'speed: this model does not accept it; it was not sent.',
      'instructions: this model does not accept it; it was not sent.',
    ]);
  });

  it('the language of a model of one language is no news', async () => {
    expect((await speak(aura2, { language: 'es' })).warnings).toEqual([]);
    expect((await speak(aura2, { language: 'en' })).warnings).toMatchObject([{ feature: 'language' }]);
  });
});

describe('what comes back', () => {
  it.each(endpoints)('bytes and base64 on %s', async endpoint => {
    for (const [answer, audio] of [
      [() => binary(MP3, 'audio/mpeg'), MP3],
      [() => enveloped({ audio: base64(MP3) }), base64(MP3)],
    ] as const) {
      const wire = wireOf(endpoint, 'v3', answer);
      const result = await call(wire.provider.speechModel(aura), 'speech');
      expect(result.audio).toEqual(audio);
      expect(result.providerMetadata.cloudflare).toMatchObject({ logId: '01LOG', endpoint });
    }
  });
});
