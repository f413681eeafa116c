import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import {
  type AnyModel,
  partsOf,
  prompt,
  providerOf,
  type Result,
  textOf,
  versions,
} from '../vendors/entries.ts';
import { stepsOf } from './server-support.ts';

const claude = 'anthropic/claude-sonnet-4.5';
const gpt = 'openai/gpt-5';
const gemini = 'google/gemini-2.5-flash';
const chat = 'groq/llama-3.3-70b-versatile';
const providerKeys = { openai: 'sk-openai-1', anthropic: 'sk-ant-2', google: 'AIza-3', groq: 'gsk_4' };

/** A list of steps as it was sent. */
interface SentList {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A network that keeps what is sent, and answers with the local gateway. */
function recording() {
  const gateway = createLocalGateway({
    chunkDelayMs: 0,
    gateways: {
      default: {
        storedKeys: {
          openai: { default: 'k' },
          anthropic: { default: 'k' },
          'google-ai-studio': { default: 'k' },
          groq: { default: 'k' },
        },
      },
    },
  });
  const sent: SentList[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    sent.push({
      url: String(input),
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: JSON.parse(String(init?.body)),
    });
    return gateway.fetch(input, init);
  };
  return { gateway, sent, fetch };
}

describe.each(versions)('a fallback in mode server on vendors’ wires, specification %s', version => {
  const settings = { ...localGatewayDefaults };

  it.each(['generate', 'stream'] as const)(
    'sends each leg in its own format, and reads the first: %s',
    async mode => {
      const { sent, fetch } = recording();
      const provider = providerOf(version, { ...settings, fetch, providerKeys });
      const model = provider.fallback([claude, gpt, gemini, chat], { mode: 'server' });
      const { text, metadata } = await answered(model, mode);
      expect(text).toContain('Hi');
      expect(metadata).toMatchObject({ step: 0, trace: [{ leg: 0, outcome: 'answered', modelId: claude }] });
      expect(sent).toHaveLength(1);
      const steps = stepsOf(sent[0]?.body);
      expect(steps.map(({ provider: name, endpoint }) => `${name}/${endpoint}`)).toEqual([
        'anthropic/v1/messages',
        'openai/responses',
        mode === 'stream'
          ? 'google-ai-studio/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse'
          : 'google-ai-studio/v1beta/models/gemini-2.5-flash:generateContent',
        'groq/chat/completions',
      ]);
      expect(steps[0]).toMatchObject({
        headers: { 'x-api-key': 'sk-ant-2', 'anthropic-version': '2023-06-01' },
        query: { model: 'claude-sonnet-4-5', messages: [{ role: 'user' }] },
      });
      expect(steps[1]).toMatchObject({
        headers: { authorization: 'Bearer sk-openai-1' },
        query: { model: 'gpt-5', input: [{ role: 'user' }] },
      });
      expect(steps[2]).toMatchObject({
        headers: { 'x-goog-api-key': 'AIza-3' },
        query: { contents: [{ role: 'user' }] },
      });
      // Each key stands in its own step only, and nothing of ours in any.
      for (const [index, key] of ['sk-ant-2', 'sk-openai-1', 'AIza-3', 'gsk_4'].entries()) {
        const others = steps.filter((_, other) => other !== index);
        expect(JSON.stringify(steps[index])).toContain(key);
        expect(JSON.stringify([others, sent[0]?.headers])).not.toContain(key);
      }
      expect(JSON.stringify(sent)).not.toMatch(/placeholder-of|-cloudflare-call/);
    },
  );

  it.each(['generate', 'stream'] as const)(
    'reads the answer of a later leg in its format: %s',
    async mode => {
      const { gateway, fetch } = recording();
      gateway.reply({
        status: 529,
        body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      });
      const provider = providerOf(version, { ...settings, fetch, providerKeys });
      const model = provider.fallback([claude, gpt, chat], { mode: 'server' });
      const { text, metadata } = await answered(model, mode);
      expect(text).toContain('Hi');
      expect(metadata).toMatchObject({
        step: 1,
        trace: [
          { leg: 0, outcome: 'failed' },
          { leg: 1, outcome: 'answered', modelId: gpt },
        ],
      });
    },
  );

  it('serves models of a wire and of a carried provider as legs', async () => {
    const { sent, fetch } = recording();
    const provider = providerOf(version, { ...settings, fetch, providerKeys });
    const legs = [provider.messages(claude), provider.responses(gpt), provider.chat(gpt)];
    const result = await provider.fallback(legs, { mode: 'server' }).doGenerate({ prompt });
    expect(textOf(result)).toContain('Hi');
    expect(stepsOf(sent[0]?.body).map(({ endpoint }) => endpoint)).toEqual([
      'v1/messages',
      'responses',
      'chat/completions',
    ]);
  });

  it('throws one typed error where all legs fail', async () => {
    const { gateway, fetch } = recording();
    const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    gateway.reply({ status: 529, body: overloaded });
    gateway.reply({ status: 503, body: { error: { message: 'Down.', type: 'server_error' } } });
    const provider = providerOf(version, { ...settings, fetch, providerKeys });
    const error = await provider
      .fallback([claude, gpt], { mode: 'server' })
      .doGenerate({ prompt })
      .catch(reason => reason);
    expect(getCloudflareError(error)).toMatchObject({
      retryable: true,
      trace: [{ outcome: 'failed' }, { outcome: 'failed' }],
    });
  });

  it('goes through a binding as one list, too', async () => {
    const lists: unknown[] = [];
    const { gateway } = recording();
    const local = gateway.binding();
    const binding = {
      run: local.run,
      gateway: (id: string) => ({
        ...local.gateway(id),
        run: (steps: never, options: never) => {
          lists.push(steps);
          return local.gateway(id).run(steps, options);
        },
      }),
    };
    const provider = providerOf(version, { binding: binding as never, gatewayId: 'default', providerKeys });
    for (const mode of ['generate', 'stream'] as const) {
      const { text } = await answered(provider.fallback([claude, gpt], { mode: 'server' }), mode);
      expect(text).toContain('Hi');
    }
    expect(lists).toHaveLength(2);
    expect(lists[0]).toMatchObject([
      { provider: 'anthropic', endpoint: 'v1/messages' },
      { provider: 'openai', endpoint: 'responses' },
    ]);
  });

  it('stays on chat completions where the connection does not carry the wire', async () => {
    const sent: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      sent.push(JSON.parse(String(init?.body)));
      return Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
    };
    const provider = providerOf(version, { ...connected, endpoint: 'compat', fetch });
    await provider.fallback([claude, gpt], { mode: 'server' }).doGenerate({ prompt });
    expect(stepsOf(sent[0]).map(({ endpoint }) => endpoint)).toEqual([
      'chat/completions',
      'chat/completions',
    ]);
  });
});

describe.each(versions)('a fallback in mode client on vendors’ wires, specification %s', version => {
  it.each(['generate', 'stream'] as const)(
    'sends each leg its own request, in its own format: %s',
    async mode => {
      const { gateway, sent, fetch } = recording();
      const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
      gateway.reply({ status: 529, body: overloaded });
      gateway.reply({ status: 503, body: { error: { message: 'Down.', type: 'server_error' } } });
      const provider = providerOf(version, { ...localGatewayDefaults, fetch, providerKeys });
      const { text, metadata } = await answered(provider.fallback([claude, gpt, gemini, chat]), mode);
      expect(text).toContain('Hi');
      expect(metadata?.trace).toMatchObject([
        { modelId: claude, outcome: 'failed', status: 529 },
        { modelId: gpt, outcome: 'failed', status: 503 },
        { modelId: gemini, outcome: 'answered' },
      ]);
      const paths = sent.map(({ url }) => new URL(url).pathname.split('/').slice(4).join('/'));
      expect(paths).toEqual([
        'anthropic/v1/messages',
        'openai/responses',
        expect.stringMatching(/^google-ai-studio\/v1beta\/models\/gemini-2\.5-flash:/),
      ]);
    },
  );
});

async function answered(model: AnyModel, mode: 'generate' | 'stream') {
  if (mode === 'generate') {
    const result: Result = await model.doGenerate({ prompt });
    return { text: textOf(result), metadata: getCloudflareMetadata(result) };
  }
  const parts = await partsOf((await model.doStream({ prompt })).stream);
  const finish = parts.at(-1) as { readonly providerMetadata?: Record<string, unknown> } | undefined;
  return {
    text: parts.map(part => (part.type === 'text-delta' ? String(part.delta) : '')).join(''),
    metadata: getCloudflareMetadata({ providerMetadata: finish?.providerMetadata }),
  };
}
