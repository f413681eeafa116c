import { InvalidArgumentError } from '@ai-sdk/provider';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, GATEWAY_HOST, REST, template } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const HOST = 'https://gateway.ai.cloudflare.com';
const DOMAIN = 'https://ai-gw.example.com';
const withURL = (baseURL: string, rest: object = {}) => ({ apiToken: 'tok', baseURL, ...rest });

describe('every documented chat form, with each segment once', () => {
  const forms = [
    ['the gateway', GATEWAY_HOST, 'openai/gpt-4o', `${GATEWAY_HOST}/compat/chat/completions`],
    ['compat', `${GATEWAY_HOST}/compat`, 'openai/gpt-4o', `${GATEWAY_HOST}/compat/chat/completions`],
    ['openai', `${GATEWAY_HOST}/openai`, 'openai/gpt-4o', `${GATEWAY_HOST}/openai/chat/completions`],
    [
      'openai with its v1',
      `${GATEWAY_HOST}/openai/v1`,
      'openai/gpt-4o',
      `${GATEWAY_HOST}/openai/chat/completions`,
    ],
    ['groq', `${GATEWAY_HOST}/groq`, 'groq/llama-4-scout', `${GATEWAY_HOST}/groq/chat/completions`],
    ['mistral', `${GATEWAY_HOST}/mistral`, 'mistral/x', `${GATEWAY_HOST}/mistral/v1/chat/completions`],
    [
      'mistral with v1',
      `${GATEWAY_HOST}/mistral/v1`,
      'mistral/x',
      `${GATEWAY_HOST}/mistral/v1/chat/completions`,
    ],
    [
      'perplexity',
      `${GATEWAY_HOST}/perplexity-ai`,
      'perplexity/sonar',
      `${GATEWAY_HOST}/perplexity-ai/chat/completions`,
    ],
    [
      'AI Studio',
      `${GATEWAY_HOST}/google-ai-studio/v1beta/openai`,
      'google/gemini-2.5-pro',
      `${GATEWAY_HOST}/google-ai-studio/v1beta/openai/chat/completions`,
    ],
    [
      'Workers AI',
      `${GATEWAY_HOST}/workers-ai/v1`,
      '@cf/zai-org/glm-5.2',
      `${GATEWAY_HOST}/workers-ai/v1/chat/completions`,
    ],
    [
      'Azure',
      `${GATEWAY_HOST}/azure-openai`,
      'azure-openai/dep',
      `${GATEWAY_HOST}/azure-openai/res/dep/chat/completions?api-version=2024-10-21`,
    ],
    ['the account API', REST, 'openai/gpt-4o', `${REST}/chat/completions`],
    ['a custom domain', DOMAIN, 'openai/gpt-4o', `${DOMAIN}/compat/chat/completions`],
    ['its compat', `${DOMAIN}/compat`, 'dynamic/x', `${DOMAIN}/compat/chat/completions`],
    ['its native path', `${DOMAIN}/openai`, 'openai/gpt-4o', `${DOMAIN}/openai/chat/completions`],
    [
      'compat behind an upstream',
      `${GATEWAY_HOST}/openai/compat`,
      'openai/gpt-4o',
      `${GATEWAY_HOST}/compat/chat/completions`,
    ],
  ] as const;

  it.each(forms)('%s: %s', async (_, baseURL, modelId, expected) => {
    for (const written of [baseURL, `${baseURL}/`, `${baseURL}//`, ` ${baseURL}\n`]) {
      const { url } = await send(modelId, {}, withURL(written, { azure: { resource: 'res' } }));
      expect(url).toBe(expected);
    }
  });

  it.each(forms.filter(([, , , url]) => !url.includes('?')))(
    '%s: the whole URL',
    async (_, __, modelId, url) => {
      for (const written of [url, `${url}/`])
        expect((await send(modelId, {}, withURL(written))).url).toBe(url);
    },
  );

  it('account and gateway come from the URL', async () => {
    const { url, headers } = await send('openai/gpt-4o', {}, withURL(REST.replace('/ai/v1', '/ai/v1/')));
    expect(url).toContain(ACCOUNT);
    expect(headers['cf-aig-gateway-id']).toBe('default');
    const gateway = await send('openai/gpt-4o', {}, withURL(`${HOST}/v1/${ACCOUNT.toUpperCase()}/gw/compat`));
    expect(gateway.url).toBe(`${HOST}/v1/${ACCOUNT}/gw/compat/chat/completions`);
  });

  it.each(['http://localhost:8787', 'http://127.0.0.1:8787/', 'http://[::1]:8787', 'http://127.0.0.5'])(
    'the loopback origin %s stands for both hosts',
    async baseURL => {
      const { origin } = new URL(baseURL);
      const settings = { ...connected, baseURL };
      const rest = await send('openai/gpt-4o', {}, settings);
      expect(rest.url).toBe(`${origin}/client/v4/accounts/${ACCOUNT}/ai/v1/chat/completions`);
      const compat = await send('dynamic/x', {}, settings);
      expect(compat.url).toBe(`${origin}/v1/${ACCOUNT}/my-gateway/compat/chat/completions`);
      const native = await send('openai/gpt-4o', {}, { ...settings, endpoint: 'native' });
      expect(native.url).toBe(`${origin}/v1/${ACCOUNT}/my-gateway/openai/chat/completions`);
    },
  );
});

describe('refused, with the form to use and no request', () => {
  const pasted = 'https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/default/compat';
  const example = `Example: createCloudflare({ baseURL: '${pasted}' })`;

  it('has an example that works as it is', async () => {
    const { url } = await send('openai/gpt-4o', {}, { baseURL: pasted });
    expect(url).toBe(`${pasted}/chat/completions`);
  });

  it.each([
    ['Responses', `${GATEWAY_HOST}/openai/responses`, /base URL/],
    ['Responses on the account API', `${REST}/responses`, /base URL/],
    ['Messages', `${GATEWAY_HOST}/anthropic/v1/messages`, /base URL.*compat/],
    ['Messages, short', `${GATEWAY_HOST}/anthropic`, /base URL.*compat/],
    ['Messages on a domain', `${DOMAIN}/anthropic`, /base URL.*compat/],
    ['Messages on the account API', `${REST}/messages`, /base URL/],
    ['run', REST.replace('/v1', '/run'), /base URL/],
    ['run with a model', REST.replace('/v1', '/run/@cf/meta/llama'), /base URL/],
    ['run on the gateway', `${GATEWAY_HOST}/workers-ai/run/@cf/meta/llama`, /base URL/],
    ['a v1 after compat', `${GATEWAY_HOST}/compat/v1`, /base URL.*\/compat/],
    ['an Azure resource', `${GATEWAY_HOST}/azure-openai/res/dep`, /base URL/],
    ['a Gemini path', `${GATEWAY_HOST}/google-ai-studio/v1beta/models`, /base URL/],
    ['an account API without account', 'https://api.cloudflare.com/client/v4', /account/],
    ['the API host alone', 'https://api.cloudflare.com', /account/],
    ['the account API without /v1', REST.replace('/v1', ''), /\/ai\/v1/],
    ['the gateway host without account and gateway', `${HOST}/v1`, /base URL.*\{account\}\/\{gateway\}/],
    ['the gateway host with an account only', `${HOST}/v1/${ACCOUNT}`, /base URL.*\{account\}\/\{gateway\}/],
    ['the gateway host alone', HOST, /base URL.*\{account\}\/\{gateway\}/],
    ['no URL', 'gateway.ai.cloudflare.com/v1', /not a URL/],
    ['empty', '', /not a URL/],
    ['a variable of another kind', `${HOST}/v1/${template('ACC')}/gw`, /"\$\{ACC\}" cannot be inserted/],
    ['a secret variable', `${HOST}/v1/${template('CF_AIG_TOKEN')}/gw`, /cannot be inserted/],
    ['a variable that is not set', `${HOST}/v1/${template('CF_ACCOUNT_ID')}/gw`, /not set/],
    [
      'the printed form',
      `${HOST}/v1/{account_id}/{gateway_id}/compat`,
      /"\{account_id\}" is an unfilled template placeholder/,
    ],
    ['angle brackets', `${HOST}/v1/<account_id>/gw`, /"<account_id>" is an unfilled template placeholder/],
    ['a form of the docs', `${HOST}/v1/:account_id/gw`, /":account_id" is an unfilled template placeholder/],
    ['http', `http://ai.example.com`, /expected https/],
    ['http on a name that looks like loopback', 'http://localhost.example.com', /expected https/],
    ['another scheme', 'ftp://ai.example.com', /expected https/],
    ['credentials', 'https://user:pass@ai.example.com', /credentials/],
    ['a query', `${DOMAIN}?x=1`, /query/],
    ['a fragment', `${DOMAIN}#x`, /fragment/],
  ])('%s', async (_, baseURL, says) => {
    const error = await refused('openai/gpt-4o', {}, withURL(baseURL));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: 'baseURL' });
    expect(error.message).toMatch(says);
    expect(error.message).toContain(example);
  });

  it.each([
    ['a token as account', `${HOST}/v1/cfut_${'lEnKx'.repeat(10)}/gw/compat`, /looks like an API token/],
    ['a bad gateway id', `${HOST}/v1/${ACCOUNT}/a%2fb/compat`, /gateway id/],
    ['an encoded template', `${HOST}/v1/%24%7BACC%7D/gw/compat`, /template/],
    ['a broken escape', `${HOST}/v1/%zz/gw/compat`, /account id/],
    ['a broken escape in the account API', REST.replace(ACCOUNT, '%zz'), /account id/],
  ])('%s', async (_, baseURL, says) => {
    const error = await refused('openai/gpt-4o', {}, withURL(baseURL));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: 'baseURL' });
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain('lEnKx');
  });
});

describe('contradictions', () => {
  const other = 'f'.repeat(32);

  it.each([
    ['accountId and the URL', { accountId: other, baseURL: `${GATEWAY_HOST}/compat` }, 'accountId'],
    ['accountId and the API URL', { accountId: other, baseURL: REST }, 'accountId'],
    ['gatewayId and the URL', { gatewayId: 'other', baseURL: `${GATEWAY_HOST}/compat` }, 'gatewayId'],
    ['no gateway and a gateway URL', { gatewayId: null, baseURL: `${GATEWAY_HOST}/compat` }, 'gatewayId'],
    ['gatewayId and a custom domain', { gatewayId: 'other', baseURL: DOMAIN }, 'gatewayId'],
    ['rest on a gateway URL', { endpoint: 'rest', baseURL: `${GATEWAY_HOST}/compat` }, 'endpoint'],
    ['native on a compat URL', { endpoint: 'native', baseURL: `${GATEWAY_HOST}/compat` }, 'endpoint'],
    ['compat on a native URL', { endpoint: 'compat', baseURL: `${GATEWAY_HOST}/openai` }, 'endpoint'],
    ['compat on the account API', { endpoint: 'compat', baseURL: REST }, 'endpoint'],
    ['rest on a custom domain', { endpoint: 'rest', baseURL: DOMAIN }, 'endpoint'],
  ] as const)('%s', async (_, settings, argument) => {
    const error = await refused('openai/gpt-4o', {}, { apiToken: 'tok', ...settings });
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument });
    expect(error.message).toMatch(/Example: createCloudflare/);
  });

  it.each([
    [
      'a native URL of another upstream',
      'groq/llama-4-scout',
      `${GATEWAY_HOST}/openai`,
      /served by rest, compat and native\./,
    ],
    ['a REST-only author on a gateway URL', 'alibaba/qwen3-max', GATEWAY_HOST, /served by rest/],
    ['a dynamic route on the account API', 'dynamic/x', REST, /served by compat/],
  ])('%s', async (_, modelId, baseURL, says) => {
    const error = await refused(modelId, {}, withURL(baseURL));
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'baseURL' });
    expect(error.message).toMatch(says);
  });

  it('the same account and gateway twice are none', async () => {
    const { url } = await send('openai/gpt-4o', {}, { ...connected, baseURL: `${GATEWAY_HOST}/compat` });
    expect(url).toBe(`${GATEWAY_HOST}/compat/chat/completions`);
  });

  it('a gateway per call over the one in the URL, but not over a custom domain', async () => {
    const options = { providerOptions: { cloudflare: { gatewayId: 'other' } } };
    const { url } = await send('openai/gpt-4o', options, withURL(`${GATEWAY_HOST}/compat`));
    expect(url).toBe(`${HOST}/v1/${ACCOUNT}/other/compat/chat/completions`);
    const error = await refused('openai/gpt-4o', options, withURL(DOMAIN));
    expect(error).toMatchObject({ argument: 'providerOptions.cloudflare.gatewayId' });
  });
});

describe('variables of account and gateway', () => {
  it.each([
    ['by name', template('CLOUDFLARE_ACCOUNT_ID'), template('CLOUDFLARE_GATEWAY_ID')],
    ['behind env.', template('env.CF_ACCOUNT_ID'), template('env.CF_GATEWAY_ID')],
  ])('are inserted, %s', async (_, account, gateway) => {
    for (const name of ['CLOUDFLARE_ACCOUNT_ID', 'CF_ACCOUNT_ID']) vi.stubEnv(name, ACCOUNT);
    for (const name of ['CLOUDFLARE_GATEWAY_ID', 'CF_GATEWAY_ID']) vi.stubEnv(name, 'team-gateway');
    const { url } = await send('openai/gpt-4o', {}, withURL(`${HOST}/v1/${account}/${gateway}/compat`));
    expect(url).toBe(`${HOST}/v1/${ACCOUNT}/team-gateway/compat/chat/completions`);
  });

  it('are inserted into the variable of the base URL too', async () => {
    vi.stubEnv('CF_ACCOUNT_ID', ACCOUNT);
    vi.stubEnv('CLOUDFLARE_AI_GATEWAY_BASE_URL', `${HOST}/v1/${template('CF_ACCOUNT_ID')}/gw`);
    const { url } = await send('openai/gpt-4o', {}, { apiToken: 'tok' });
    expect(url).toBe(`${HOST}/v1/${ACCOUNT}/gw/compat/chat/completions`);
  });
});

describe('a proxy with a path of its own', () => {
  const gatewayRoot = 'https://proxy.example.com/team/openai/';
  it('stands for the gateway', async () => {
    const { url } = await send('openai/gpt-4o', {}, { apiToken: 'tok', baseURL: { gatewayRoot } });
    expect(url).toBe('https://proxy.example.com/team/openai/compat/chat/completions');
  });

  it('is checked as a URL is', async () => {
    const error = await refused(
      'openai/gpt-4o',
      {},
      { apiToken: 'tok', baseURL: { gatewayRoot: 'ftp://x.example' } },
    );
    expect(error).toMatchObject({ argument: 'baseURL.gatewayRoot' });
  });

  it('receives no token of the environment', async () => {
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'ambient-token');
    const { headers } = await send('openai/gpt-4o', {}, { baseURL: { gatewayRoot } });
    expect(JSON.stringify([...new Headers(headers)])).not.toContain('ambient-token');
  });
});
