import type { LanguageModelV2 } from '@ai-sdk/provider';
import { generateText } from 'ai';
import type { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { generateText as generateText6 } from 'ai6';
import { generateText as generateText7 } from 'ai7';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connected } from '../support/call.ts';

const fetch = async (): Promise<Response> =>
  Response.json({ choices: [{ message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }] });
const hint = (entry: string) => expect.stringContaining(`of ai-sdk-provider-cloudflare${entry}.`);

/** Importing anew is a process anew. */
async function freshRoot(): Promise<ReturnType<typeof createCloudflare>> {
  vi.resetModules();
  const root = await import('../../src/index.ts');
  return root.createCloudflare({ ...connected, fetch });
}

beforeEach(() => {
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ['/v3', (model: LanguageModelV2) => generateText6({ model, prompt: 'hi' })],
  ['/v4', (model: LanguageModelV2) => generateText7({ model, prompt: 'hi' })],
] as const)('a later ai is told once which entry it needs: %s', async (entry, generate) => {
  const model = (await freshRoot())('openai/gpt-4o');
  const messages = async () => JSON.stringify((await generate(model)).warnings);
  expect(await messages()).toEqual(hint(entry));
  expect(await messages()).not.toEqual(hint(entry));
});

it('a pair that fits is told nothing', async () => {
  const result = await generateText({ model: (await freshRoot())('openai/gpt-4o'), prompt: 'hi' });
  expect(result.warnings).toEqual([]);
  const model = createV3({ ...connected, fetch })('openai/gpt-4o');
  expect((await generateText7({ model, prompt: 'hi' })).warnings).toEqual([]);
});

it('nothing is told where ai prints no warnings', async () => {
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);
  const model = (await freshRoot())('openai/gpt-4o');
  expect((await generateText6({ model, prompt: 'hi' })).warnings).toEqual([]);
});
