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

/** Those of them that Cloudflare itself runs. @see https://developers.cloudflare.com/ai/models/ */
const catalogue = words('assemblyai black-forest-labs bytedance elevenlabs inworld krea lightricks');

export const unsupportedVendors: readonly Upstream[] = Object.entries(vendors).map(([name, path]) => ({
  name,
  ...path,
  ...(catalogue.includes(name) && { runs: mediaWires }),
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
