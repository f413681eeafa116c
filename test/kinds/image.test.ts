import { describe, expect, it } from 'vitest';
import { base64, binary, call, endpoints, enveloped, PNG, wireOf } from './run-support.ts';

const schnell = '@cf/black-forest-labs/flux-1-schnell';
const lightning = '@cf/bytedance/stable-diffusion-xl-lightning';
const phoenix = '@cf/leonardo/phoenix-1.0';
const flux2 = '@cf/black-forest-labs/flux-2-dev';
const klein = '@cf/black-forest-labs/flux-2-klein-9b';
const lucid = '@cf/leonardo/lucid-origin';
const picture = () => enveloped({ image: base64(PNG) });
const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } });

const send = async (
  id: string,
  options: object,
  endpoint: (typeof endpoints)[number] = 'rest',
  settings: object = {},
) => {
  const wire = wireOf(endpoint, 'v4', picture, settings);
  const result = await call(wire.provider.imageModel(id), 'image', options);
  return { result, body: wire.only().body, request: wire.only(), warnings: result.warnings };
};

describe('settings', () => {
  it('size and seed become the fields that the model publishes', async () => {
    const { body, warnings } = await send(lightning, { size: '768x512', seed: 7 });
    expect(body).toEqual({ prompt: 'A cat', width: 768, height: 512, seed: 7 });
    expect(warnings).toEqual([]);
  });

  it('a ratio becomes a size of about a million pixels, within what models accept', async () => {
    for (const [aspectRatio, width, height] of [
      ['1:1', 1024, 1024],
      ['16:9', 1360, 768],
      ['9:16', 768, 1360],
      ['3:2', 1248, 832],
      ['100:1', 2048, 256],
    ] as const) {
      const { body } = await send(phoenix, { aspectRatio });
      expect([body.width, body.height]).toEqual([width, height]);
    }
  });

  it('a size wins over a ratio, with a warning', async () => {
    const { body, warnings } = await send(phoenix, { size: '512x512', aspectRatio: '16:9' });
    expect(body).toMatchObject({ width: 512, height: 512 });
    expect(warnings).toEqual([
      { type: 'unsupported', feature: 'aspectRatio', details: '`size` was sent instead.' },
    ]);
  });

  it('what a model does not publish is a warning, in the words of each specification', async () => {
    const options = { size: '512x512', ...cloudflare({ guidance: 3, negativePrompt: 'dogs', steps: 4 }) };
    const { body, warnings } = await send(schnell, options);
    expect(body).toEqual({ prompt: 'A cat', steps: 4 });
    const details = 'this model does not accept it; it was not sent.';
    expect(warnings).toEqual([
      { type: 'unsupported', feature: 'size', details },
      { type: 'unsupported', feature: 'providerOptions.cloudflare.negativePrompt', details },
      { type: 'unsupported', feature: 'providerOptions.cloudflare.guidance', details },
    ]);
    const old = wireOf('rest', 'v2', picture);
    const result = await call(old.provider.imageModel(schnell), 'image', { aspectRatio: '1:1' });
    expect(result.warnings).toEqual([{ type: 'unsupported-setting', setting: 'aspectRatio', details }]);
  });

  it('options are written under the names of the model', async () => {
    const options = { negativePrompt: 'dogs', steps: 8, guidance: 7.5, strength: 0.5 };
    expect((await send(lightning, cloudflare(options))).body).toEqual({
      prompt: 'A cat',
      negative_prompt: 'dogs',
      num_steps: 8,
      guidance: 7.5,
      strength: 0.5,
    });
    expect((await send(lucid, cloudflare({ steps: 8 }))).body).toEqual({ prompt: 'A cat', steps: 8 });
  });

  it('raw fields go on top, and into `options` what Workers AI reads there', async () => {
    const { body } = await send(schnell, cloudflare({ extraBody: { tiling: true }, rejectIfBusy: true }));
    expect(body).toEqual({ prompt: 'A cat', tiling: true, options: { rejectIfBusy: true } });
  });

  it('options of other kinds, and of chat, are warnings', async () => {
    const { warnings, body } = await send(schnell, cloudflare({ reasoningEffort: 'low', language: 'en' }));
    expect(body).toEqual({ prompt: 'A cat' });
    expect(warnings.map(({ feature, details }) => `${feature}: ${details}`)).toEqual([
      'providerOptions.cloudflare.reasoningEffort: it is for chat models; it was not sent.',
      'providerOptions.cloudflare.language: it is for transcription models; it was not sent.',
    ]);
  });

  it('an unknown option is an error before the request', async () => {
    const wire = wireOf('rest', 'v4', picture);
    const asked = call(wire.provider.imageModel(schnell), 'image', cloudflare({ negativeprompt: 'dogs' }));
    await expect(asked).rejects.toThrow('Did you mean `negativePrompt`?');
    expect(wire.sent).toEqual([]);
  });
});

describe('several images', () => {
  it('are several requests, with metadata for each', async () => {
    let count = 0;
    const wire = wireOf('rest', 'v4', () => {
      count += 1;
      return new Response(JSON.stringify({ result: { image: `aW1h${count}A==` }, success: true }), {
        headers: { 'cf-aig-log-id': `log-${count}` },
      });
    });
    const result = await call(wire.provider.imageModel(schnell), 'image', { n: 3 });
    expect(wire.sent).toHaveLength(3);
    expect(result.images).toHaveLength(3);
    expect(result.providerMetadata.cloudflare.images).toEqual(
      ['log-1', 'log-2', 'log-3'].map(logId => expect.objectContaining({ logId, endpoint: 'rest' })),
    );
    expect(wire.provider.imageModel(schnell).maxImagesPerCall).toBe(1);
  });
});

describe('pictures among the inputs', () => {
  const file = { type: 'file', mediaType: 'image/png', data: PNG };

  it('that are no base64 are an error before a request, which names them', async () => {
    const bad = { ...file, data: 'no base64!' };
    const flux = '@cf/black-forest-labs/flux-2-dev';
    for (const endpoint of endpoints)
      for (const [id, options, argument] of [
        [lightning, { files: [file], mask: bad }, 'mask'],
        [lightning, cloudflare({ image: base64(PNG), mask: 'no base64!' }), 'mask'],
        [flux, { files: [bad] }, 'files'],
      ] as const) {
        const wire = wireOf(endpoint, 'v4', picture, endpoint === 'binding' ? { gatewayId: null } : {});
        const error = { name: 'AI_InvalidArgumentError', argument };
        await expect(call(wire.provider.imageModel(id), 'image', options)).rejects.toMatchObject(error);
        expect(wire.sent).toEqual([]);
      }
  });

  it('are base64, and a mask is numbers', async () => {
    const { body, warnings } = await send('@cf/runwayml/stable-diffusion-v1-5-inpainting', {
      files: [file],
      mask: { ...file, data: base64(PNG) },
    });
    expect(body).toEqual({ prompt: 'A cat', image_b64: base64(PNG), mask: Array.from(PNG) });
    expect(warnings).toEqual([]);
  });

  it('come as options too, where the SDK has no place for them', async () => {
    const image = `data:image/png;base64,${base64(PNG)}`;
    const { body } = await send(lightning, cloudflare({ image, mask: base64(PNG) }));
    expect(body).toMatchObject({ image_b64: base64(PNG), mask: Array.from(PNG) });
  });

  it('a model without them warns', async () => {
    const { warnings, body } = await send(phoenix, { files: [file] });
    expect(body).toEqual({ prompt: 'A cat' });
    expect(warnings).toMatchObject([{ feature: 'image' }]);
  });

  it('addresses are loaded without credentials', async () => {
    const wire = wireOf('rest', 'v4', ({ url }) =>
      url.startsWith('https://pictures.example') ? binary(PNG, 'image/png') : picture(),
    );
    await call(wire.provider.imageModel(lightning), 'image', {
      files: [{ type: 'url', url: 'https://pictures.example/cat.png' }],
    });
    expect(wire.sent.map(({ url }) => url)).toEqual([
      'https://pictures.example/cat.png',
      expect.stringContaining('/ai/run/'),
    ]);
    expect(wire.sent[0]?.headers).toEqual({});
    expect(wire.sent[1]?.body).toMatchObject({ image_b64: base64(PNG) });
  });
});

describe('FLUX.2, whose inputs are a form', () => {
  const file = { type: 'file', mediaType: 'image/png', data: PNG };
  const fields = {
    prompt: 'A cat',
    width: '1024',
    height: '768',
    seed: '7',
    steps: '20',
    input_image_0: PNG,
    input_image_1: PNG,
  };

  it.each(endpoints)('on %s', async endpoint => {
    const { body, request } = await send(
      flux2,
      { size: '1024x768', seed: 7, files: [file, file], ...cloudflare({ steps: 20 }) },
      endpoint,
      // The binding sends no form through a gateway.
      endpoint === 'binding' ? { gatewayId: null } : {},
    );
    expect(endpoint === 'binding' ? body.multipart : body).toEqual(fields);
    // `fetch` writes it, with the boundary.
    expect(request.headers).not.toHaveProperty('content-type');
  });

  it('the steps of the small ones are fixed', async () => {
    const { body, warnings } = await send(klein, cloudflare({ steps: 20 }));
    expect(body).toEqual({ prompt: 'A cat' });
    expect(warnings).toMatchObject([{ feature: 'providerOptions.cloudflare.steps' }]);
  });

  it('what the form has no place for is a warning', async () => {
    const { warnings } = await send(flux2, cloudflare({ rejectIfBusy: true }));
    expect(warnings).toMatchObject([{ feature: 'options.rejectIfBusy' }]);
  });
});

describe('answers', () => {
  const read = async (answer: () => Response, endpoint: (typeof endpoints)[number] = 'rest') => {
    const wire = wireOf(endpoint, 'v4', answer);
    return (await call(wire.provider.imageModel(lightning), 'image')).images;
  };

  it.each(endpoints)('bytes on %s, whatever their type says', async endpoint => {
    for (const type of ['image/png', 'application/json', 'text/event-stream'])
      expect(await read(() => binary(PNG, type), endpoint)).toEqual([PNG]);
  });

  it('base64, also as a `data:` URL', async () => {
    expect(await read(() => enveloped({ image: base64(PNG) }))).toEqual([base64(PNG)]);
    expect(await read(() => enveloped({ image: `data:image/png;base64,${base64(PNG)}` }))).toEqual([
      base64(PNG),
    ]);
  });

  it('the results of a binding that does not honour `returnRawResponse`', async () => {
    for (const result of [PNG, PNG.buffer, new Blob([PNG]).stream(), { image: base64(PNG) }]) {
      const wire = wireOf('binding', 'v4', () => result as never);
      const { images } = await call(wire.provider.imageModel(lightning), 'image');
      expect(images).toEqual([result instanceof Object && 'image' in result ? base64(PNG) : PNG]);
    }
  });
});

it('explain shows the request, and pictures by type and size', async () => {
  const wire = wireOf('rest', 'v4', picture);
  const model = wire.provider.imageModel(lightning);
  const explained = await wire.provider.explain(model, {
    prompt: 'A cat',
    files: [{ type: 'file', mediaType: 'image/png', data: PNG }],
  });
  expect(explained).toMatchObject({
    endpoint: 'rest',
    url: expect.stringMatching(/\/ai\/run\/@cf\/bytedance/),
    body: { prompt: 'A cat', image_b64: '[image/png, 8 bytes]' },
    headers: { 'content-type': 'application/json', authorization: expect.not.stringContaining('token') },
  });
  expect(wire.sent).toEqual([]);
});
