import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { prompt, providerOf, versions } from './entries.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
const local = { ...localGatewayDefaults, fetch: gateway.fetch };

/** What an effort of ours becomes on the vendor's own wire; `undefined`: nothing, with a warning. */
const efforts: readonly (readonly [id: string, asked: string | null, sent: object | undefined])[] = [
  ['anthropic/claude-sonnet-4.5', 'low', undefined],
  ['anthropic/claude-haiku-4.5', 'high', undefined],
  ['anthropic/claude-opus-4.1', 'high', undefined],
  ['anthropic/claude-sonnet-4-20250514', 'high', undefined],
  ['anthropic/claude-3-5-haiku-20241022', 'high', undefined],
  // Some majors of the package leave a thinking that is off out.
  ['anthropic/claude-sonnet-4.5', 'none', {}],
  ['anthropic/claude-sonnet-4.5', null, {}],
  ['anthropic/claude-opus-4.5', 'xhigh', { output_config: { effort: 'high' } }],
  ['anthropic/claude-opus-4.6', 'minimal', { output_config: { effort: 'low' } }],
  ['anthropic/claude-sonnet-4.6', 'max', { output_config: { effort: 'max' } }],
  ['anthropic/claude-opus-4.7', 'xhigh', { output_config: { effort: 'xhigh' } }],
  ['anthropic/claude-opus-5.5', 'none', undefined],
  ['openai/gpt-5', 'xhigh', { reasoning: { effort: 'high' } }],
  ['openai/gpt-5', 'none', undefined],
  ['openai/gpt-5', null, undefined],
  ['openai/gpt-5-codex', 'none', undefined],
  ['openai/gpt-5.1', 'minimal', { reasoning: { effort: 'low' } }],
  ['openai/gpt-5.2-codex', 'none', undefined],
  ['openai/gpt-5.2-codex', 'xhigh', { reasoning: { effort: 'xhigh' } }],
  ['openai/gpt-5-codex', 'minimal', { reasoning: { effort: 'low' } }],
  ['openai/gpt-5.1-codex-max', 'xhigh', { reasoning: { effort: 'xhigh' } }],
  ['openai/gpt-5.3-codex', 'none', { reasoning: { effort: 'none' } }],
  ['openai/gpt-5.4-pro', 'low', { reasoning: { effort: 'medium' } }],
  ['openai/o3-deep-research', 'high', { reasoning: { effort: 'medium' } }],
  ['openai/gpt-6-sol', 'max', { reasoning: { effort: 'max' } }],
  ['openai/gpt-6-astra', 'max', { reasoning: { effort: 'max' } }],
  ['openai/gpt-5-pro', 'low', { reasoning: { effort: 'high' } }],
  ['openai/gpt-5.2', 'none', { reasoning: { effort: 'none' } }],
  ['openai/o3', 'minimal', { reasoning: { effort: 'low' } }],
  ['google/gemini-2.5-pro', 'none', undefined],
  ['google/gemini-2.5-pro', 'minimal', { thinkingBudget: 1024 }],
  ['google/gemini-2.5-flash', 'none', { thinkingBudget: 0 }],
  ['google/gemini-2.0-flash', 'low', undefined],
  ['google/gemini-3-pro-preview', 'minimal', { thinkingLevel: 'low' }],
  ['google/gemini-3-flash-preview', 'minimal', { thinkingLevel: 'minimal' }],
  ['google/gemini-3-pro-preview', 'none', undefined],
];

interface SentBody {
  readonly thinking?: object;
  readonly output_config?: object;
  readonly reasoning?: object;
  readonly generationConfig?: { readonly thinkingConfig?: object };
}

/** The fields of a body that decide how much a model reasons. */
function reasoningOf(body: unknown): object | undefined {
  const { thinking, output_config, reasoning, generationConfig } = Object(body) as SentBody;
  const fields = {
    ...(thinking && { thinking }),
    ...(output_config && { output_config }),
    ...(reasoning && { reasoning }),
    ...generationConfig?.thinkingConfig,
  };
  return Object.keys(fields).length > 0 ? fields : undefined;
}

describe.each(versions)('`reasoningEffort` on the wires of packages, specification %s', version => {
  it.each(efforts)('%s with %s: the vendor accepts what is sent', async (id, reasoningEffort, sent) => {
    const model = providerOf(version, local)(id);
    const { warnings } = await model.doGenerate({
      prompt,
      providerOptions: { cloudflare: { reasoningEffort } },
    });
    const reasoning = reasoningOf(gateway.requests.at(-1)?.body);
    // Of 7, the package of OpenAI requests a summary with an effort.
    if (sent === undefined) expect(reasoning).toBeUndefined();
    else expect(reasoning ?? {}).toMatchObject(sent);
    const asked = reasoningEffort ?? 'none';
    const kept =
      JSON.stringify(sent ?? '').includes(`"${asked}"`) || (asked === 'none' && sent !== undefined);
    const told = warnings
      .map(warning => JSON.stringify(warning))
      .filter(text => text.includes('reasoningEffort'));
    expect(told).toHaveLength(kept ? 0 : 1);
  });

  it('leaves the options of the package as the caller writes them', async () => {
    const provider = providerOf(version, local);
    const { body } = await provider.explain('openai/gpt-5', {
      providerOptions: { cloudflare: { reasoningEffort: 'low' }, openai: { reasoningEffort: 'xhigh' } },
    });
    expect(body).toMatchObject({ reasoning: { effort: 'xhigh' } });
  });

  it('is merged with thinking options of Gemini, of which a budget or a level replaces it', async () => {
    const explain = (thinkingConfig: object) =>
      providerOf(version, local).explain('google/gemini-2.5-flash', {
        providerOptions: { cloudflare: { reasoningEffort: 'low' }, google: { thinkingConfig } },
      });
    const both = await explain({ includeThoughts: true });
    expect(reasoningOf(both.body)).toEqual({ includeThoughts: true, thinkingBudget: 1024 });
    expect(both.warnings).toEqual([]);
    const stated = await explain({ thinkingBudget: 2048 });
    expect(reasoningOf(stated.body)).toEqual({ thinkingBudget: 2048 });
    expect(JSON.stringify(stated.warnings)).toContain('`thinkingConfig.thinkingBudget` was sent instead');
  });
});

describe.each(versions)('`extraBody` in bodies that are not JSON, specification %s', version => {
  const audio = { audio: Uint8Array.of(1), mediaType: 'audio/wav' };

  it('is one field of a form for each item of a list, and none for null', async () => {
    const forms: FormData[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      forms.push(init?.body as FormData);
      return Response.json({ text: 'Hello' });
    };
    const extraBody = {
      'timestamp_granularities[]': ['word', 'segment'],
      chunking: { type: 'auto' },
      flag: null,
    };
    await providerOf(version, { ...local, fetch })
      .transcriptionModel('openai/whisper-1')
      .doGenerate({ ...audio, providerOptions: { cloudflare: { extraBody } } });
    expect(forms[0]?.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    expect(forms[0]?.getAll('chunking')).toEqual(['{"type":"auto"}']);
    expect(forms[0]?.has('flag')).toBe(false);
  });

  it('is reported where the body is the sound alone', async () => {
    const fetch: typeof globalThis.fetch = async () =>
      Response.json({
        metadata: { duration: 1 },
        results: { channels: [{ alternatives: [{ transcript: 'Hi', words: [] }] }] },
      });
    const settings = { ...local, fetch, providerKeys: { deepgram: 'canary-key-123' } };
    const { warnings } = await providerOf(version, settings, ['deepgram'])
      .transcriptionModel('deepgram/nova-3')
      .doGenerate({ ...audio, providerOptions: { cloudflare: { extraBody: { punctuate: true } } } });
    expect(JSON.stringify(warnings)).toContain('extraBody');
  });
});
