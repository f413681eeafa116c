import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { expect } from 'vitest';
import { foreignModel } from './foreign-model.ts';
import { failureOf, modes, type Section, tell, world } from './section.ts';

const FIRST = 'openai/gpt-4o';
const SECOND = 'groq/openai/gpt-oss-20b';

/** Several models as one. */
export const fallbackSection: Section = (pair, test) => {
  const { specificationVersion } = pair;
  const traceOf = (metadata: object) =>
    getCloudflareMetadata(metadata)?.trace?.map(({ leg, outcome }) => `${leg} ${outcome}`);

  for (const mode of modes) {
    for (const options of [{}, { mode: 'server' as const }]) {
      test(`a ${options.mode ?? 'client'} fallback asks the next leg (${mode})`, async () => {
        const { cloudflare, gateway } = world(pair);
        gateway.reply({ error: 'openai-overloaded' }, { upstream: 'openai' });
        const model = cloudflare.fallback([FIRST, SECOND], options);
        const told = await tell(pair, { model, prompt: 'Hello Ada' }, mode);
        expect(told).toMatchObject({ finishReason: 'stop', kinds: [] });
        expect(told.text).toContain('Ada');
        expect(traceOf(told.metadata)).toEqual(['0 failed', '1 answered']);
        expect(gateway.requests).toHaveLength(options.mode === 'server' ? 1 : 2);
      });
    }

    test(`a fallback takes models as legs, and options with them (${mode})`, async () => {
      const { cloudflare, gateway } = world(pair);
      gateway.reply({ error: 'openai-overloaded' }, { upstream: 'openai' });
      const leg = {
        model: cloudflare(SECOND),
        providerOptions: { cloudflare: { metadata: { leg: 'second' } } },
      };
      const model = cloudflare.fallback([cloudflare(FIRST), leg]);
      expect((await tell(pair, { model, prompt: 'Hello Ada' }, mode)).text).toContain('Ada');
      expect(gateway.logs.at(-1)?.metadata).toEqual({ leg: 'second' });
    });

    test(`a model of another package is a leg (${mode})`, async () => {
      const { cloudflare, gateway } = world(pair);
      gateway.reply({ error: 'openai-overloaded' }, { upstream: 'openai' });
      const foreign = foreignModel(specificationVersion, 'From afar');
      const told = await tell(pair, { model: cloudflare.fallback([FIRST, foreign]) }, mode);
      expect(told).toMatchObject({ text: 'From afar', finishReason: 'stop' });
      expect(traceOf(told.metadata)).toEqual(['0 failed', '1 answered']);
    });

    test(`a fallback says what every leg answered (${mode})`, async () => {
      const { cloudflare, gateway } = world(pair);
      gateway.reply({ error: 'openai-overloaded' }, { upstream: 'openai' });
      gateway.reply({ error: 'rate-limited' }, { upstream: 'groq' });
      const error = await failureOf(pair, cloudflare.fallback([FIRST, SECOND]), mode);
      expect(getCloudflareError(error)?.trace?.map(({ kind }) => kind)).toEqual([
        'upstream-unavailable',
        'rate-limit',
      ]);
    });
  }

  test('a model of another specification is no leg', () => {
    const { cloudflare } = world(pair);
    const others = (['v2', 'v3', 'v4'] as const).filter(version => version !== specificationVersion);
    for (const version of others) {
      const make = () => cloudflare.fallback([FIRST, foreignModel(version, 'no')]);
      expect(make).toThrow(`models[1]: expected a model id or a language model of specification`);
      expect(make).toThrow(`${specificationVersion}, not ${version}`);
    }
  });
};
