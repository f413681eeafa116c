import { words } from '../wire/fields.ts';
import { portableProfile } from './portable-profile.ts';
import { mediaWires, otherKinds, type Upstream } from './upstream.ts';

/**
 * Catalogue authors and gateway providers whose models make images, video or speech. For those that Cloudflare itself
 * runs, the inputs of their closed schemas that settings become.
 * @verified 2026-11 · src/content/catalog-models of cloudflare/cloudflare-docs
 */
const vendors: Readonly<Record<string, string>> = {
  assemblyai: 'audio_url language_code',
  'black-forest-labs': 'prompt width height seed input_images',
  bytedance: 'prompt aspect_ratio image_input',
  cartesia: '',
  deepgram: '',
  elevenlabs: 'text voice_id output_format language_code',
  fal: '',
  ideogram: '',
  inworld: 'text voice_id output_format sample_rate bit_rate speaking_rate',
  krea: 'prompt aspect_ratio',
  lightricks: '',
  replicate: '',
};

/** What the gateway has a path for. */
const paths: Readonly<Record<string, Pick<Upstream, 'api' | 'keyHeader'>>> = {
  deepgram: {
    api: { create: 'createDeepgram', baseURL: 'https://api.deepgram.com' },
    keyHeader: { name: 'authorization', scheme: 'Token' },
  },
  elevenlabs: {
    api: { create: 'createElevenLabs', baseURL: 'https://api.elevenlabs.io' },
    keyHeader: { name: 'xi-api-key' },
  },
  replicate: {
    api: {
      create: 'createReplicate',
      baseURL: 'https://api.replicate.com/v1',
      replaces: true,
    },
  },
};

export const unsupportedVendors: readonly Upstream[] = Object.entries(vendors).map(([name, inputs]) => ({
  name,
  ...paths[name],
  ...(inputs !== '' && { runs: mediaWires, inputs: () => words(inputs) }),
  refusals: [otherKinds(/^/, 'it serves images, video or speech')],
  profile: () => portableProfile('max_tokens'),
}));
