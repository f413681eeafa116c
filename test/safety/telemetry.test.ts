import { inspect } from 'node:util';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Major, majors } from '../ai/majors.ts';
import type { AISDK } from '../ai/pair.ts';
import { memoryTracer } from '../sdk/conformance/tracer.ts';
import { GATEWAY_TOKEN, vendorKey } from '../support/account.ts';
import { AWKWARD, expectNoSecret } from './hostile.ts';

/** Chat completions, Messages, Responses, Gemini’s own. */
const models = [
  'openai/gpt-4o',
  'anthropic/claude-sonnet-4.5',
  'openai/gpt-5',
  'google/gemini-2.5-flash',
] as const;
const keys = { openai: vendorKey('openai'), anthropic: vendorKey('anthropic'), google: vendorKey('google') };
const secrets = [
  localGatewayDefaults.apiToken,
  AWKWARD,
  GATEWAY_TOKEN,
  ...Object.values(keys),
  'placeholder-of',
];

/** What a major reports of its calls: spans for a tracer, and since ai 7 events for integrations. */
interface Reports {
  /** Options of a call that is reported. */
  readonly options: object;
  readonly reports: readonly unknown[];
}

function reportsOf({ name }: Major): Reports {
  if (name !== 'ai 7') {
    const { tracer, spans } = memoryTracer();
    return { options: { experimental_telemetry: { isEnabled: true, tracer } }, reports: spans };
  }
  const reports: unknown[] = [];
  // Every hook that there is, and those to come.
  const integration = new Proxy(
    {},
    {
      get: (_, hook) =>
        /^on|^experimental_on/.test(String(hook))
          ? (event: unknown) => void reports.push([hook, event])
          : undefined,
    },
  );
  return { options: { telemetry: { integrations: [integration] } }, reports };
}

const echoOf = (init: RequestInit | undefined): string => [...new Headers(init?.headers).values()].join(' ');

/** How a call fails: refused, in the middle of its stream, or on the network. */
const failures: readonly ((echo: string) => Promise<Response>)[] = [
  async echo => Response.json({ error: { message: `Bad key ${echo}`, code: echo } }, { status: 401 }),
  async echo =>
    Response.json(
      { success: false, errors: [{ code: 2009, message: encodeURIComponent(echo) }] },
      { status: 403 },
    ),
  async echo =>
    new Response(`data: ${JSON.stringify({ type: 'error', error: { type: 'x', message: echo } })}\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    }),
  async echo => {
    throw new TypeError('fetch failed', { cause: new Error(btoa(echo)) });
  },
];

const toolOf = (ai: AISDK) =>
  ai.tool({
    description: 'Finds an entry of the ledger.',
    inputSchema: z.object({ entry: z.string().describe('Its name.') }),
    execute: async ({ entry }: { entry: string }) => ({ found: entry }),
  });

/** Makes a call in each way. */
async function callAll(ai: AISDK, call: object): Promise<void> {
  await ai.generateText(call).catch(() => undefined);
  const result = ai.streamText({ ...call, onError: () => undefined });
  await result.consumeStream({ onError: () => undefined });
}

describe.each(majors)('what $name reports of a call', major => {
  const { ai, createCloudflare, vendors } = major;
  const local = { ...localGatewayDefaults, vendors };

  it.each(models)('shows no secret of answers and tool loops: %s', async id => {
    const { options, reports } = reportsOf(major);
    // Stored keys pay, so that Cloudflare's token is the only secret.
    const gateway = createLocalGateway();
    const model = createCloudflare({ ...local, fetch: gateway.fetch })(id);
    const call = { model, maxRetries: 0, topK: 3, ...options };
    await callAll(ai, { ...call, prompt: 'Say hello.' });
    const loop = {
      ...call,
      prompt: 'Find the ledger entry “rent”',
      tools: { findLedgerEntry: toolOf(ai) },
      stopWhen: (ai.stepCountIs ?? ai.isStepCount)(3),
    };
    await callAll(ai, loop);
    const shown = inspect(reports, { depth: 14, showHidden: true, maxArrayLength: null });
    expect(shown).toContain('Hello!');
    expect(shown).toContain('findLedgerEntry');
    expect(gateway.requests).toHaveLength(6);
    expectNoSecret(shown, secrets, id);
  });

  it.each(models)('shows no secret that a failure repeats: %s', async id => {
    for (const [index, fail] of failures.entries()) {
      const { options, reports } = reportsOf(major);
      const sent: string[] = [];
      const fetch: typeof globalThis.fetch = async (_, init) => {
        sent.push(echoOf(init));
        return fail(echoOf(init));
      };
      const settings = {
        ...local,
        apiToken: AWKWARD,
        gatewayToken: GATEWAY_TOKEN,
        providerKeys: keys,
        fetch,
      };
      await callAll(ai, { model: createCloudflare(settings)(id), prompt: 'Hi', maxRetries: 0, ...options });
      expect(sent).toHaveLength(2);
      expect(sent.join()).toContain('SECRET');
      expect(reports.length).toBeGreaterThan(1);
      const shown = inspect(reports, { depth: 14, showHidden: true, maxArrayLength: null });
      expectNoSecret(shown, secrets, `${id}, failure ${index}`);
    }
  });

  it('shows no secret of embeddings, rankings, speech and transcripts', async () => {
    for (const failing of [false, true]) {
      const { options, reports } = reportsOf(major);
      const gateway = createLocalGateway();
      const fetch: typeof globalThis.fetch = async (input, init) =>
        failing
          ? Response.json({ error: { message: echoOf(init) } }, { status: 401 })
          : gateway.fetch(input, init);
      const cloudflare = createCloudflare({ ...local, fetch });
      const common = { maxRetries: 0, ...options };
      const quiet = () => undefined;
      await ai
        .embed({ ...common, model: cloudflare.textEmbeddingModel('@cf/baai/bge-m3'), value: 'cats' })
        .catch(quiet);
      await ai
        .rerank?.({
          ...common,
          model: cloudflare.reranking('@cf/baai/bge-reranker-base'),
          documents: ['a', 'b'],
          query: 'a',
        })
        .catch(quiet);
      const speak = ai.generateSpeech ?? ai.experimental_generateSpeech;
      await speak({ ...common, model: cloudflare.speech('@cf/deepgram/aura-1'), text: 'Hello' }).catch(quiet);
      const hear = ai.transcribe ?? ai.experimental_transcribe;
      const audio = Uint8Array.of(0x49, 0x44, 0x33);
      await hear({ ...common, model: cloudflare.transcription('@cf/openai/whisper'), audio }).catch(quiet);
      expect(reports.length).toBeGreaterThan(0);
      expectNoSecret(inspect(reports, { depth: 14, showHidden: true }), secrets, String(failing));
    }
  });
});
