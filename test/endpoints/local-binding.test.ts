import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const said = 'Hello! You said: "Hi"';
const older = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
const newer = '@cf/zai-org/glm-5.2';
const gateway = { id: localGatewayDefaults.gatewayId };

/** The local binding, as the real one is described: what other clients of `env.AI` would see. */
describe('run of the local binding', () => {
  it('gives parsed answers, older models in their own format', async () => {
    const binding = createLocalGateway().binding();
    expect(await binding.run(older, { messages })).toMatchObject({
      response: said,
      usage: { prompt_tokens: expect.any(Number) },
    });
    expect(await binding.run(newer, { messages })).toMatchObject({
      choices: [{ message: { content: said } }],
    });
    expect(await binding.run('@cf/baai/bge-small-en-v1.5', { text: ['a', 'b'] })).toMatchObject({
      shape: [2, 384],
      data: [expect.any(Array), expect.any(Array)],
    });
  });

  it('gives streams of bytes', async () => {
    const stream = (await createLocalGateway()
      .binding()
      .run(older, { messages, stream: true })) as ReadableStream;
    const text = await new Response(stream).text();
    expect(text).toMatch(/^data: \{"response":"Hello! "\}\n\n/);
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
  });

  it('goes through a gateway where one is named, and has its log id', async () => {
    const local = createLocalGateway();
    const binding = local.binding();
    const plain = (await binding.run(newer, { messages }, { returnRawResponse: true })) as Response;
    expect([plain.headers.get('cf-aig-log-id'), binding.aiGatewayLogId, local.logs.length]).toEqual([
      null,
      null,
      0,
    ]);
    const options = { gateway: { ...gateway, metadata: { n: 1 } }, returnRawResponse: true };
    const logged = (await binding.run(newer, { messages }, options)) as Response;
    expect(logged.headers.get('cf-aig-log-id')).toBe(local.logs[0]?.id);
    expect(binding.aiGatewayLogId).toBe(local.logs[0]?.id);
    expect(local.logs[0]?.metadata).toEqual({ n: 1 });
  });

  it('takes a third party’s model through the default gateway, and no vendor’s spelling', async () => {
    const local = createLocalGateway();
    const binding = local.binding();
    await binding.run('alibaba/qwen3-max', { messages });
    expect(local.requests[0]).toMatchObject({
      endpoint: 'binding',
      gatewayId: 'default',
      upstream: 'alibaba',
    });
    expect(await rejection(binding.run('mistral/x', { messages }))).toMatchObject({
      name: 'AiGatewayError',
      message: '7003: Model not found: mistral/x',
    });
  });

  it('wants texts for embeddings, not OpenAI’s input', async () => {
    const call = createLocalGateway()
      .binding()
      .run('@cf/baai/bge-m3', { input: ['a'] });
    expect((await rejection(call)) as Error).toMatchObject({
      message: expect.stringMatching(/^5006: .*'text'/),
    });
  });
});

describe('run of a gateway of it', () => {
  it('tries several steps in order', async () => {
    const local = createLocalGateway();
    const step = (provider: string, model: string) => ({
      provider,
      endpoint: 'chat/completions',
      headers: {},
      query: { model, messages },
    });
    const steps = [step('openai', 'gpt-unknown'), step('compat', 'anthropic/claude-haiku-4-5')];
    local.reply({ status: 503, body: {} }, { upstream: 'openai' });
    const response = await local.binding().gateway('default').run(steps);
    expect(response.headers.get('cf-aig-step')).toBe('1');
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: said } }] });
  });
});

describe('its service', () => {
  it('is reached by bindings only', async () => {
    const body = JSON.stringify({ inputs: { messages }, options: { gateway } });
    const init = { method: 'POST', body, headers: { 'cf-consn-model-id': newer } };
    const local = createLocalGateway();
    for (const host of ['gateway.ai.cloudflare.com', 'api.cloudflare.com', '127.0.0.1:8787']) {
      const response = await local.fetch(`https://${host}/ai-gateway/run?version=3`, init);
      expect(response.ok).toBe(false);
    }
    expect(local.upstreamRequests).toEqual([]);
  });
});
