import { portableProfile } from './portable-profile.ts';
import { allKinds, type Upstream } from './upstream.ts';

/** Catalogue authors and gateway providers whose models make images, video or speech. */
const authors = [
  'assemblyai',
  'black-forest-labs',
  'bytedance',
  'cartesia',
  'deepgram',
  'elevenlabs',
  'fal',
  'ideogram',
  'inworld',
  'krea',
  'lightricks',
  'replicate',
];

export const unsupportedVendors: readonly Upstream[] = authors.map(name => ({
  name,
  refusals: [
    {
      models: /^/,
      kinds: allKinds,
      reason: 'it serves images, video or speech',
      use: "the vendor's own AI SDK package",
    },
  ],
  profile: () => portableProfile('max_tokens'),
}));
