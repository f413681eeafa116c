import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { OpenAICompatibleChatLanguageModel as CoreV2 } from '@ai-sdk/openai-compatible';
import { OpenAICompatibleChatLanguageModel as CoreV3 } from 'openai-compatible-v3';
import { OpenAICompatibleChatLanguageModel as CoreV4 } from 'openai-compatible-v4';
import { describe, expect, it } from 'vitest';

interface Config {
  readonly provider: string;
  readonly url: () => string;
  readonly headers: () => Record<string, string>;
  readonly fetch: typeof globalThis.fetch;
}

/** What the cores of all majors have in common, as far as a view needs it. */
interface Core {
  doGenerate(options: { readonly prompt: typeof prompt }): PromiseLike<{ readonly content: unknown }>;
  doStream(options: { readonly prompt: typeof prompt }): PromiseLike<{ readonly request?: unknown }>;
}

/** Its conversion of a call, which its types hide. */
interface Converter {
  getArgs(options: object): PromiseLike<{ readonly args: object; readonly warnings: readonly unknown[] }>;
}

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }];
/** A tool that the vendor runs, as each specification calls it: no core carries it. */
const tools = ['provider', 'provider-defined'].map(type => ({ type, id: 'a.b', name: 'b', args: {} }));
const configOf = (url: string, answer: string): Config => ({
  provider: 'test.chat',
  url: () => url,
  headers: () => ({}),
  fetch: async asked =>
    String(asked) === url ? Response.json({ choices: [{ message: { content: answer } }] }) : Response.error(),
});

const cores: readonly (readonly [name: string, make: (config: Config) => Core])[] = [
  ['@ai-sdk/openai-compatible', config => new CoreV2('m', config)],
  ['openai-compatible-v3', config => new CoreV3('m', config)],
  ['openai-compatible-v4', config => new CoreV4('m', config)],
];

describe.each(cores)('what a view of the core rests on, in %s', (name, make) => {
  it('reads the configuration from `this.config`, in generate and stream', async () => {
    const core = make(configOf('https://core.example/', 'core'));
    const fields = { modelId: 'other', config: configOf('https://view.example/', 'view') };
    // An object that inherits from a core is one.
    const view: Core = Object.assign(Object.create(core), fields);
    expect((await view.doGenerate({ prompt })).content).toEqual([{ type: 'text', text: 'view' }]);
    expect((await view.doStream({ prompt })).request).toMatchObject({ body: { model: 'other' } });
    expect((await core.doGenerate({ prompt })).content).toEqual([{ type: 'text', text: 'core' }]);
  });

  it('converts a call for its request, with three fields and without sending it', async () => {
    const config = { ...configOf('', ''), fetch: () => Promise.reject(new Error('sent')) };
    const core = make(config);
    const fields = { modelId: 'other', config, supportsStructuredOutputs: true };
    const bare: Converter = Object.assign(Object.create(Object.getPrototypeOf(core)), fields);
    const call = { prompt, seed: 1, tools, responseFormat: { type: 'json', schema: { type: 'object' } } };
    const { args, warnings } = await bare.getArgs(call);
    expect(args).toMatchObject({ model: 'other', messages: [{ role: 'user', content: 'hi' }], seed: 1 });
    expect(args).toHaveProperty('response_format.json_schema.schema', { type: 'object' });
    expect(warnings).toHaveLength(1);
    // As one that was built does.
    const built: Converter = Object.assign(Object.create(core), fields);
    expect(await built.getArgs(call)).toMatchObject({ args, warnings });
  });

  it('keeps no state in private fields, which a view could not reach', () => {
    const source = readFileSync(entryOf(name), 'utf8');
    expect(source).toContain('OpenAICompatibleChatLanguageModel');
    expect(source).not.toMatch(/this\.#/);
  });
});

/** The file that a program imports. */
function entryOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return fileURLToPath(import.meta.resolve(name));
  }
}
