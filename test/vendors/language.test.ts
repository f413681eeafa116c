import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { partsOf, prompt, providerOf, textOf, versions } from './entries.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
const local = { ...localGatewayDefaults, fetch: gateway.fetch };

const models = [
  ['anthropic/claude-sonnet-4.5', 'messages', 'anthropic/v1/messages', 'claude-sonnet-4-5'],
  ['openai/gpt-5-codex', 'responses', 'openai/responses', 'gpt-5-codex'],
] as const;

const ways = [
  ['native', 'native', local],
  ['rest', 'rest', { ...local, endpoint: 'rest' }],
  ['binding', 'binding', { gatewayId: 'default', binding: gateway.binding() }],
] as const;

describe.each(versions)('language models of specification %s', version => {
  describe.each(models)('%s', (id, wire, path, vendorId) => {
    it.each(ways)('on %s: generates and streams, with metadata', async (_, endpoint, settings) => {
      const model = providerOf(version, settings)(id);
      expect(model).toMatchObject({
        specificationVersion: version,
        modelId: id,
        provider: `cloudflare.${wire}`,
      });
      const result = await model.doGenerate({ prompt });
      expect(textOf(result)).toBe('Hello! You said: "Hi"');
      expect(getCloudflareMetadata(result)).toMatchObject({
        endpoint,
        gatewayId: 'default',
        logId: expect.any(String),
        usage: expect.any(Object),
      });
      const { stream } = await model.doStream({ prompt });
      const parts = await partsOf(stream);
      expect(
        parts
          .filter(({ type }) => type === 'text-delta')
          .map(({ delta }) => delta)
          .join(''),
      ).toBe(textOf(result));
      const finish = parts.at(-1);
      expect(finish).toMatchObject({ type: 'finish', finishReason: result.finishReason });
      expect(getCloudflareMetadata(finish as never)).toMatchObject({
        endpoint,
        logId: expect.any(String),
        usage: expect.any(Object),
      });
    });

    it('goes to the path of its vendor with the id of its vendor, and to REST with that of the catalogue', async () => {
      const native = await providerOf(version, local).explain(id);
      expect([native.url, native.body.model]).toEqual([
        `https://gateway.ai.cloudflare.com/v1/${local.accountId}/default/${path}`,
        vendorId,
      ]);
      const rest = await providerOf(version, { ...local, endpoint: 'rest' }).explain(id);
      expect([rest.url, rest.body.model]).toEqual([
        `https://api.cloudflare.com/client/v4/accounts/${local.accountId}/ai/v1/${wire}`,
        id,
      ]);
      expect(gateway.requests).toEqual([]);
    });

    it('explains a call with the warnings of its result', async () => {
      const model = providerOf(version, local)(id);
      const options = { prompt, seed: 1, frequencyPenalty: 1, presencePenalty: 1, topK: 5 };
      const { warnings } = await model.doGenerate(options);
      expect(warnings).not.toEqual([]);
      expect((await providerOf(version, local).explain(model, options)).warnings).toEqual(warnings);
    });

    it('is chat completions with `chat`, with `wire` and where the endpoint carries no other', async () => {
      const chatId = wire === 'responses' ? 'openai/gpt-5' : id;
      const provider = providerOf(version, local);
      expect(provider.chat(chatId).provider).toBe('cloudflare.chat');
      expect(providerOf(version, { ...local, wire: 'chat' })(chatId).provider).toBe('cloudflare.chat');
      const compat = providerOf(version, { ...local, endpoint: 'compat' })(chatId);
      expect(compat.provider).toBe('cloudflare.chat');
      await compat.doGenerate({ prompt });
      expect(gateway.requests.at(-1)?.path).toMatch(/\/compat\/chat\/completions$/);
    });

    it('turns the failures of the gateway and of the vendor into typed errors', async () => {
      const model = providerOf(version, local)(id);
      gateway.reply({ error: 'spend-limit' });
      expect(getCloudflareError(await model.doGenerate({ prompt }).catch(error => error))).toMatchObject({
        kind: 'spend-limit',
        modelId: id,
        endpoint: 'native',
      });
      gateway.reply({
        status: 429,
        body: { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } },
      });
      const error = await model.doStream({ prompt }).catch(reason => reason);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'rate-limit', retryable: true });
      expect(error).toMatchObject({ isRetryable: true, statusCode: 429 });
    });
  });
});

describe.each(versions)('what a call says, specification %s', version => {
  const provider = providerOf(version, local);
  const claude = 'anthropic/claude-sonnet-4.5';

  it('joins the system prompt on REST, and warns about its cache mark', async () => {
    const marked = {
      role: 'system',
      content: 'Be brief.',
      providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
    };
    const rest = await providerOf(version, { ...local, endpoint: 'rest' }).explain(claude, {
      prompt: [marked, ...prompt],
    });
    expect(rest.body.system).toBe('Be brief.');
    expect(JSON.stringify(rest.warnings)).toContain('cacheControl');
    const native = await provider.explain(claude, { prompt: [marked, ...prompt] });
    expect(native.body.system).toMatchObject([
      { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } },
    ]);
    expect(native.warnings).toEqual([]);
  });

  it('writes our chat options in the words of the package, where the user gave none', async () => {
    const cloudflare = {
      reasoningEffort: 'low',
      user: 'u-1',
      parallelToolCalls: false,
      textVerbosity: 'low',
    };
    const responses = await provider.explain('openai/gpt-5', { providerOptions: { cloudflare } });
    expect(responses.body).toMatchObject({
      reasoning: { effort: 'low' },
      user: 'u-1',
      parallel_tool_calls: false,
      text: { verbosity: 'low' },
    });
    expect(responses.body).not.toHaveProperty('reasoningEffort');
    const own = { providerOptions: { cloudflare, openai: { reasoningEffort: 'high' } } };
    expect((await provider.explain('openai/gpt-5', own)).body).toMatchObject({
      reasoning: { effort: 'high' },
    });
    const messages = await provider.explain('anthropic/claude-opus-4.5', { providerOptions: { cloudflare } });
    expect(messages.body).toMatchObject({ metadata: { user_id: 'u-1' }, output_config: { effort: 'low' } });
    expect(JSON.stringify(messages.warnings)).toContain('providerOptions.cloudflare.textVerbosity');
  });

  it('writes raw fields last, and refuses those of the conversation', async () => {
    const extra = (extraBody: object) => ({ providerOptions: { cloudflare: { extraBody } } });
    expect((await provider.explain(claude, extra({ service_tier: 'auto' }))).body.service_tier).toBe('auto');
    for (const name of ['system', 'instructions', 'contents', 'input'])
      await expect(provider.explain(claude, extra({ [name]: 'x' }))).rejects.toThrow(/extraBody/);
  });

  it('passes headers of the call and of the provider, and refuses credentials', async () => {
    const betas = providerOf(version, { ...local, headers: { 'anthropic-beta': 'one-2025-01-01' } });
    expect((await betas.explain(claude)).headers['anthropic-beta']).toContain('one-2025-01-01');
    expect(
      (await provider.explain(claude, { headers: { 'anthropic-beta': 'two-2025-01-01' } })).headers[
        'anthropic-beta'
      ],
    ).toContain('two-2025-01-01');
    await expect(provider.explain(claude, { headers: { 'x-api-key': 'sk-x' } })).rejects.toThrow(
      /providerKeys/,
    );
  });

  it('warns about profiles, which are of chat completions', async () => {
    const adjusted = providerOf(version, { ...local, profiles: { anthropic: { dropFields: ['top_p'] } } });
    expect(JSON.stringify((await adjusted.explain(claude)).warnings)).toContain('profiles');
  });

  it('gives the refusal of a form of thinking a hint', async () => {
    const message = '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive".';
    gateway.reply({
      status: 400,
      body: { type: 'error', error: { type: 'invalid_request_error', message } },
    });
    const error = await provider(claude)
      .doGenerate({ prompt })
      .catch(reason => reason);
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'invalid-request',
      hint: expect.stringContaining('providerOptions.anthropic.thinking'),
    });
  });

  it('names the wire of a tool that chat completions do not carry', async () => {
    const tool = {
      type: version === 'v2' ? 'provider-defined' : 'provider',
      id: 'anthropic.web_search_20250305',
      name: 'web_search',
      args: {},
    };
    const { warnings } = await provider.chat(claude).doGenerate({ prompt, tools: [tool] });
    expect(JSON.stringify(warnings)).toContain('`cloudflare.messages(…)`');
    const { body } = await provider.explain(claude, { tools: [tool] });
    expect(body.tools).toMatchObject([{ type: 'web_search_20250305' }]);
  });

  it('explains no unknown wire and no fallback, with an error of ours', async () => {
    const provider = providerOf(version, local);
    const wire = await provider.explain('openai/gpt-5', { wire: 'soap' }).catch(error => error);
    expect(getCloudflareError(wire)).toMatchObject({ kind: 'invalid-request' });
    expect(wire.message).toContain('explain.wire');
    const fallback = await provider
      .explain(provider.fallback(['openai/gpt-5', 'openai/gpt-4o']))
      .catch(error => error);
    expect(getCloudflareError(fallback)).toMatchObject({ kind: 'invalid-request' });
  });
});

describe.each(versions)('options of the gateway for one call, specification %s', version => {
  const options = {
    cacheTtl: 60,
    cacheKey: 'key',
    skipCache: true,
    metadata: { team: 'docs' },
    collectLog: false,
    eventId: 'event-1',
    requestTimeoutMs: 5000,
  };
  const headers = {
    'cf-aig-cache-ttl': '60',
    'cf-aig-cache-key': 'key',
    'cf-aig-skip-cache': 'true',
    'cf-aig-metadata': '{"team":"docs"}',
    'cf-aig-collect-log': 'false',
    'cf-aig-event-id': 'event-1',
    'cf-aig-request-timeout': '5000',
  };

  it.each(ways)('reach it from packages and from ours alike: %s', async (_, __, settings) => {
    const call = { prompt, providerOptions: { cloudflare: options } };
    for (const id of ['anthropic/claude-sonnet-4.5', 'openai/gpt-5-codex', 'openai/gpt-4o']) {
      const model = providerOf(version, settings)(id);
      await model.doGenerate(call);
      await partsOf((await model.doStream(call)).stream);
    }
    expect(gateway.requests).toHaveLength(6);
    for (const request of gateway.requests) {
      expect(request.headers).toMatchObject(headers);
      expect(JSON.stringify(request.body)).not.toMatch(/cacheTtl|collectLog|event-1/);
    }
  });
});
