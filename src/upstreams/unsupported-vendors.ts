import { words } from '../wire/fields.ts';
import { portableProfile } from './portable-profile.ts';
import { coreWires, type KeyHeader, mediaWires, type Upstream } from './upstream.ts';
import type { VendorAPI } from './vendor-api.ts';

/** What the gateway has for a vendor: a path of its own, or nothing. */
interface VendorPath {
  readonly api?: VendorAPI;
  readonly keyHeader?: KeyHeader;
}

/** Catalogue authors and gateway providers whose models make images, video or speech. */
const vendors: Readonly<Record<string, VendorPath>> = {
  assemblyai: {},
  'black-forest-labs': {},
  bytedance: {},
  cartesia: {},
  deepgram: {
    api: { create: 'createDeepgram', baseURL: 'https://api.deepgram.com' },
    keyHeader: { name: 'authorization', scheme: 'Token' },
  },
  elevenlabs: {
    api: { create: 'createElevenLabs', baseURL: 'https://api.elevenlabs.io' },
    keyHeader: { name: 'xi-api-key' },
  },
  fal: {},
  ideogram: {},
  inworld: {},
  krea: {},
  lightricks: {},
  replicate: {
    api: {
      create: 'createReplicate',
      baseURL: 'https://api.replicate.com/v1',
      replaces: 'https://api.replicate.com/v1',
    },
  },
};

/**
 * Those of them that Cloudflare itself runs, with the inputs of their closed schemas that settings become.
 * @verified 2026-11 · src/content/catalog-models of cloudflare/cloudflare-docs
 */
const catalogue: Readonly<Record<string, string>> = {
  assemblyai: 'audio_url language_code',
  'black-forest-labs': 'prompt width height seed input_images',
  bytedance: 'prompt aspect_ratio image_input',
  elevenlabs: 'text voice_id output_format language_code',
  inworld: 'text voice_id output_format sample_rate bit_rate speaking_rate',
  krea: 'prompt aspect_ratio',
};

export const unsupportedVendors: readonly Upstream[] = Object.entries(vendors).map(([name, path]) => ({
  name,
  ...path,
  ...(catalogue[name] !== undefined && { runs: mediaWires, inputs: () => words(catalogue[name] ?? '') }),
  refusals: [
    {
      models: /^/,
      wires: coreWires,
      reason: 'it serves images, video or speech',
      use: `${path.api === undefined ? '' : `\`createCloudflare({ vendors: { ${name}: ${path.api.create} } })\`, and `}the method of its kind, such as \`cloudflare.imageModel(…)\``,
    },
  ],
  profile: () => portableProfile('max_tokens'),
}));
