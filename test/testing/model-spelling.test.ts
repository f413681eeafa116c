import { describe, expect, it } from 'vitest';
import {
  accountId,
  codeOf,
  createLocalGateway,
  gatewayAuth,
  hello,
  paths,
  post,
  restAuth,
} from './support.ts';

const keys = Object.fromEntries(
  [
    'mistral',
    'cerebras',
    'deepseek',
    'perplexity-ai',
    'openrouter',
    'fireworks',
    'baseten',
    'azure-openai',
    'cohere',
    'custom-acme',
  ].map(slug => [slug, { default: 'sk-stored' }]),
);
const gateway = createLocalGateway({
  gateways: {
    default: {
      storedKeys: keys,
      customProviders: ['acme'],
      routes: {
        support: { provider: 'openai', model: 'gpt-4o' },
        broken: { provider: 'nobody', model: 'x' },
      },
    },
  },
});
const headers = { ...restAuth, ...gatewayAuth };

describe('REST spelling', () => {
  it.each([
    ['openai/gpt-4o', 'openai', 'gpt-4o'],
    ['anthropic/claude-haiku-4.5', 'anthropic', 'claude-haiku-4-5'],
    ['anthropic/claude-opus-5', 'anthropic', 'claude-opus-5'],
    ['google/gemini-2.5-flash', 'google', 'gemini-2.5-flash'],
    ['xai/grok-4.5', 'xai', 'grok-4.5'],
    ['groq/openai/gpt-oss-120b', 'groq', 'openai/gpt-oss-120b'],
    ['alibaba/qwen3.8-max', 'alibaba', 'qwen3.8-max'],
    ['minimax/m3', 'minimax', 'm3'],
    ['deepseek/deepseek-v4-pro', 'deepseek', 'deepseek-v4-pro'],
    ['moonshotai/kimi-k3', 'moonshotai', 'kimi-k3'],
    ['@cf/openai/gpt-oss-120b', 'workers-ai', '@cf/openai/gpt-oss-120b'],
  ])('%s', async (model, upstream, bare) => {
    gateway.reset();
    const result = await post(gateway, paths.rest, { model, messages: hello }, restAuth);
    expect(result.text).toContain('Hello');
    expect(gateway.requests[0]).toMatchObject({ endpoint: 'rest', model, upstream });
    expect(gateway.upstreamRequests[0]).toMatchObject({ upstream, model: bare, body: { model: bare } });
  });

  it.each([
    'anthropic/claude-haiku-4-5',
    'anthropic/claude-haiku-4-5-20251001',
    'anthropic/claude-haiku-5',
    'claude-haiku-4.5',
    'grok/grok-4',
    'google-ai-studio/gemini-2.5-flash',
    'mistral/mistral-large-latest',
    'cerebras/gpt-oss-120b',
    'openrouter/openai/gpt-4o',
    'workers-ai/@cf/openai/gpt-oss-120b',
    'dynamic/support',
    'cloudflare/auto',
  ])('%s is unknown', async model => {
    const result = await post(gateway, paths.rest, { model, messages: hello }, restAuth);
    expect([result.status, codeOf(result)]).toEqual([404, 7003]);
    expect(result.json.message).toBe(`Model not found: ${model}`);
  });

  it('runs dynamic routes behind a switch', async () => {
    const open = createLocalGateway({
      dynamicRoutesOnRest: true,
      gateways: { default: { routes: { support: { provider: 'openai', model: 'gpt-4o' } } } },
    });
    const result = await post(open, paths.rest, { model: 'dynamic/support', messages: hello }, restAuth);
    expect(result.headers.get('cf-aig-model')).toBe('gpt-4o');
  });
});

describe('compat spelling', () => {
  it.each([
    ['openai/gpt-4o', 'openai', 'gpt-4o'],
    ['anthropic/claude-haiku-4-5', 'anthropic', 'claude-haiku-4-5'],
    ['google-ai-studio/gemini-2.5-flash', 'google-ai-studio', 'gemini-2.5-flash'],
    ['google-vertex-ai/google/gemini-2.5-pro', 'google-vertex-ai', 'google/gemini-2.5-pro'],
    ['grok/grok-4', 'xai', 'grok-4'],
    ['groq/llama-3.3-70b-versatile', 'groq', 'llama-3.3-70b-versatile'],
    ['mistral/mistral-large-latest', 'mistral', 'mistral-large-latest'],
    ['perplexity/sonar', 'perplexity', 'sonar'],
    ['perplexity-ai/sonar', 'perplexity', 'sonar'],
    ['deepseek/deepseek-chat', 'deepseek', 'deepseek-chat'],
    ['cerebras/gpt-oss-120b', 'cerebras', 'gpt-oss-120b'],
    ['custom-acme/llama', 'custom-acme', 'llama'],
  ])('%s', async (model, upstream, bare) => {
    gateway.reset();
    const result = await post(gateway, paths.compat, { model, messages: hello }, gatewayAuth);
    expect(result.text).toContain('Hello');
    expect(gateway.upstreamRequests[0]).toMatchObject({ upstream, model: bare });
  });

  it.each([
    'xai/grok-4.5',
    'google/gemini-2.5-flash',
    'alibaba/qwen3.8-max',
    'moonshotai/kimi-k3',
    'minimax/m3',
    'openrouter/openai/gpt-4o',
    'azure-openai/prod',
    '@cf/openai/gpt-oss-120b',
    'gpt-4o',
    'custom-nobody/llama',
  ])('%s is an invalid provider', async model => {
    const result = await post(gateway, paths.compat, { model, messages: hello }, headers);
    expect(result.status).toBe(400);
    expect(result.json).toEqual({
      success: false,
      result: [],
      messages: [],
      error: [{ code: 2008, message: 'Invalid provider' }],
      name: 'AiGatewayError',
      httpCode: 400,
      internalCode: 2008,
      message: 'Invalid provider',
      description: 'Invalid provider',
    });
  });

  it('lets the vendor refuse dotted Claude ids', async () => {
    const body = { model: 'anthropic/claude-haiku-4.5', messages: hello };
    const result = await post(gateway, paths.compat, body, gatewayAuth);
    expect([result.status, result.json.error.type]).toEqual([404, 'not_found_error']);
  });

  it('is served by a custom domain, too', async () => {
    const body = { model: 'openai/gpt-4o', messages: hello };
    expect((await post(gateway, '/compat/chat/completions', body, gatewayAuth)).status).toBe(200);
    expect(
      (await post(gateway, '/openai/chat/completions', { ...body, model: 'gpt-4o' }, gatewayAuth)).status,
    ).toBe(200);
    expect((await post(gateway, '/compat/chat/completions', body)).status).toBe(401);
  });
});

describe('native paths', () => {
  it.each([
    ['openai/chat/completions', 'gpt-4o', 'https://api.openai.com/v1/chat/completions'],
    ['openai/v1/chat/completions', 'gpt-4o', 'https://api.openai.com/v1/chat/completions'],
    ['groq/chat/completions', 'llama-3.3-70b-versatile', 'https://api.groq.com/openai/v1/chat/completions'],
    ['grok/v1/chat/completions', 'grok-4', 'https://api.x.ai/v1/chat/completions'],
    ['mistral/v1/chat/completions', 'mistral-large-latest', 'https://api.mistral.ai/v1/chat/completions'],
    ['perplexity-ai/chat/completions', 'sonar', 'https://api.perplexity.ai/chat/completions'],
    ['deepseek/chat/completions', 'deepseek-chat', 'https://api.deepseek.com/chat/completions'],
    ['cerebras/chat/completions', 'gpt-oss-120b', undefined],
    ['cerebras/v1/chat/completions', 'gpt-oss-120b', 'https://api.cerebras.ai/v1/chat/completions'],
    ['openrouter/v1/chat/completions', 'openai/gpt-4o', 'https://openrouter.ai/api/v1/chat/completions'],
    ['fireworks/chat/completions', 'accounts/fireworks/models/glm-5p3', undefined],
    ['baseten/v1/chat/completions', 'moonshotai/Kimi-K2-Thinking', undefined],
    ['google-ai-studio/v1beta/openai/chat/completions', 'gemini-2.5-flash', undefined],
    ['azure-openai/res/prod-gpt/chat/completions?api-version=2024-10-21', '', undefined],
    ['cohere/compatibility/v1/chat/completions', 'command-a', undefined],
    ['custom-acme/any/v9/chat/completions', 'llama', undefined],
  ])('%s', async (tail, model, url) => {
    gateway.reset();
    const body = model === '' ? { messages: hello } : { model, messages: hello };
    const result = await post(gateway, paths.native(tail), body, gatewayAuth);
    expect(result.text).toContain('Hello');
    expect(gateway.upstreamRequests[0]?.body).toEqual(body);
    if (url) expect(gateway.upstreamRequests[0]?.url).toBe(url);
  });

  it.each([
    ['nobody/chat/completions', 400, 2008],
    ['alibaba/chat/completions', 400, 2008],
    ['xai/v1/chat/completions', 400, 2008],
    ['workers-ai/v1/responses', 400, 7000],
    ['openai/moderations', 404, undefined],
    ['grok/chat/completions', 404, undefined],
    ['azure-openai/res/dep/chat/completions', 404, undefined],
  ])('%s is refused', async (tail, status, code) => {
    const result = await post(gateway, paths.native(tail), { model: 'm', messages: hello }, gatewayAuth);
    expect(result.status).toBe(status);
    if (code) expect(codeOf(result)).toBe(code);
  });

  it('takes bare ids only', async () => {
    const body = { model: 'openai/gpt-4o', messages: hello };
    const result = await post(gateway, paths.native('openai/chat/completions'), body, gatewayAuth);
    expect([result.status, result.json.error.code]).toEqual([404, 'model_not_found']);
  });
});

describe('routing by the gateway', () => {
  it('says what a dynamic route led to', async () => {
    const result = await post(
      gateway,
      paths.compat,
      { model: 'dynamic/support', messages: hello },
      gatewayAuth,
    );
    expect(result.headers.get('cf-aig-model')).toBe('gpt-4o');
    expect(result.headers.get('cf-aig-provider')).toBe('openai');
  });

  it.each(['dynamic/nowhere', 'dynamic/broken'])('%s has no response and no log', async model => {
    gateway.reset();
    const result = await post(gateway, paths.compat, { model, messages: hello }, gatewayAuth);
    expect([result.status, codeOf(result)]).toEqual([400, 2005]);
    expect(gateway.logs).toEqual([]);
  });

  const auto = (extra: Record<string, string>) =>
    post(gateway, paths.compat, { model: 'cloudflare/auto', messages: hello }, { ...gatewayAuth, ...extra });

  it.each([
    [{}, 'xai/grok-4.5', 'cost_optimal_within_pool'],
    [{ 'cf-aig-allowed-models': 'anthropic/*' }, 'anthropic/claude-sonnet-5', 'cost_optimal_within_pool'],
    [{ 'cf-aig-allowed-providers': 'xai' }, 'xai/grok-4.5', 'forced_by_candidate_pool'],
  ])('cloudflare/auto with %o', async (extra: Record<string, string>, model, reason) => {
    const result = await auto(extra);
    expect(result.status).toBe(200);
    expect(result.headers.get('cf-aig-routed-model')).toBe(model);
    expect(result.headers.get('cf-aig-routing-reason')).toBe(reason);
    expect(result.headers.get('cf-aig-routing-decision-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a pool entry that matches nothing', async () => {
    expect((await auto({ 'cf-aig-allowed-models': 'openai/gpt-5.6-luna,nobody/*' })).status).toBe(400);
  });
});

it('does not answer for other accounts', async () => {
  const path = paths.compat.replace(accountId, 'e'.repeat(32));
  expect(codeOf(await post(gateway, path, { model: 'openai/gpt-4o', messages: hello }, gatewayAuth))).toBe(
    2001,
  );
});
