import { describe, expect, it } from 'vitest';
import { vendorPackages } from '../support/vendor-packages.ts';

/** The kind that each package has in every major. */
const methods: { readonly [name: string]: string } = { deepgram: 'transcription', elevenlabs: 'speech' };

describe.each(Object.entries(vendorPackages))(
  "the vendors' packages of specification %s",
  (version, packages) => {
    it.each(Object.entries(packages))('%s makes models of it', (name, create) => {
      const provider: object = create({ apiKey: 'unused' });
      const method = Reflect.get(provider, methods[name] ?? 'languageModel');
      expect(method('any-model').specificationVersion).toBe(version);
    });
  },
);
