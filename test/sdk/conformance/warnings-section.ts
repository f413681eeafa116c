import { expect, vi } from 'vitest';
import { z } from 'zod';
import { type Section, tell, world } from './section.ts';

const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Everything that is printed while something runs. */
async function printed(run: () => Promise<void>): Promise<readonly string[]> {
  const told: string[] = [];
  const spies = [
    ...methods.map(name =>
      vi.spyOn(console, name).mockImplementation((...args) => void told.push(args.join(' '))),
    ),
    vi
      .spyOn(process, 'emitWarning')
      .mockImplementation((warning: string | Error) => void told.push(String(warning))),
  ];
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: undefined });
  try {
    await run();
    return told;
  } finally {
    Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
    for (const spy of spies) spy.mockRestore();
  }
}

/** What the console shows of calls that go well. */
export const warningsSection: Section = (pair, test) => {
  const { ai } = pair;

  const everything = async (): Promise<void> => {
    const { cloudflare } = world(pair);
    const model = cloudflare('openai/gpt-4o');
    for (const mode of ['generate', 'stream'] as const) {
      await tell(pair, { model, prompt: 'Hello Ada', temperature: 0, maxOutputTokens: 50 }, mode);
      await tell(pair, { model: cloudflare.fallback(['openai/gpt-4o']), prompt: 'Hello Ada' }, mode);
    }
    const schema = z.object({ name: z.string() });
    // ai 7 prints that this function is older than its way to do the same.
    if (pair.major < 7) await ai.generateObject({ model, prompt: 'Describe Lisbon', schema });
    else
      await tell(
        pair,
        { model, prompt: 'Describe Lisbon', output: ai.Output.object({ schema }) },
        'generate',
      );
    await ai.embed({ model: cloudflare.embeddingModel('@cf/baai/bge-m3'), value: 'a' });
    const registry = ai.createProviderRegistry({ cloudflare });
    await tell(pair, { model: registry.languageModel('cloudflare:openai/gpt-4o') }, 'generate');
  };

  test('a native pair prints nothing', async () => {
    expect(await printed(everything)).toEqual([]);
  });

  test('an adapted pair prints that it is one', async () => {
    const told = (await printed(everything)).join('\n');
    expect(told).toContain('v2 specification compatibility mode');
  });

  test('an adapted pair whose adapter is silent prints nothing', async () => {
    expect(await printed(everything)).toEqual([]);
  });
};
