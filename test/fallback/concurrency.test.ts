import { describe, expect, it } from 'vitest';
import { HI } from '../support/prompts.ts';
import { ask, FIRST, foreign, modes, SECOND, traceOf, world } from './support.ts';

describe.each(modes)('many calls of one fallback at once (%s)', mode => {
  it('each get their own answer and their own trace', async () => {
    const { gateway, cloudflare } = world({}, { chunkDelayMs: 1 });
    // Even callers are refused by the first leg; which leg answered shows in the model of the request.
    gateway.reply(
      ({ body }) =>
        JSON.stringify(body).includes('even')
          ? { error: 'rate-limited' }
          : { text: JSON.stringify(body).match(/odd-\d+/)?.[0] ?? '' },
      { model: FIRST, times: Number.POSITIVE_INFINITY },
    );
    const model = cloudflare.fallback([FIRST, SECOND]);
    const names = Array.from({ length: 40 }, (_, index) => `${index % 2 === 0 ? 'even' : 'odd'}-${index}`);
    const answers = await Promise.all(
      names.map(name =>
        ask(model, mode, { prompt: [{ role: 'user', content: [{ type: 'text', text: name }] }] }),
      ),
    );
    for (const [index, { text, trace }] of answers.entries()) {
      const name = names[index] ?? '';
      expect(text).toContain(name);
      expect(trace.map(({ leg, outcome }) => `${leg} ${outcome}`)).toEqual(
        name.startsWith('even') ? ['0 failed', '1 answered'] : ['0 answered'],
      );
    }
    const logIds = answers.flatMap(({ trace }) => trace.map(({ logId }) => logId));
    expect(new Set(logIds).size).toBe(60);
    expect(gateway.requests).toHaveLength(60);
  });
});

describe('what a call gets', () => {
  it('is its own to change', async () => {
    const model = world().cloudflare.fallback([foreign({ fails: 'x' }), foreign()]);
    const first = traceOf(await model.doGenerate({ prompt: HI }));
    const second = traceOf(await model.doGenerate({ prompt: HI }));
    Object.assign(first[0] ?? {}, { modelId: 'changed' });
    expect(second[0]?.modelId).toBe('other');
    expect(traceOf(await model.doGenerate({ prompt: HI }))[0]?.modelId).toBe('other');
  });
});
