import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';

const accountId = '0123456789abcdef0123456789abcdef';
const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }];
const limited = (): Response =>
  Response.json(
    { error: { message: 'Slow down.', type: 'rate_limit_error', code: 'rate_limit' } },
    { status: 429 },
  );

describe('plain values beside a key', () => {
  it.each(['a', 'us', 'rate', 'message'])('"%s" leaves the facts of an error alone', async value => {
    const cloudflare = createCloudflare({
      accountId,
      apiToken: 'cf-token-SECRET',
      fetch: async () => limited(),
      providerKeys: { openai: { headers: { authorization: 'Bearer sk-SECRET-key', 'x-plain': value } } },
    });
    const error = await cloudflare('openai/gpt-4o')
      .doGenerate({ prompt })
      .then(
        () => undefined,
        reason => reason,
      );
    expect(error.message).toContain('Slow down.');
    expect(error).toMatchObject({ isRetryable: true, statusCode: 429 });
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'rate-limit',
      retryable: true,
      endpoint: 'native',
    });
  });

  it('a token of one letter spoils the words, not the facts', async () => {
    const cloudflare = createCloudflare({ accountId, apiToken: 'e', fetch: async () => limited() });
    const error = await cloudflare('openai/gpt-4o')
      .doGenerate({ prompt })
      .then(
        () => undefined,
        reason => reason,
      );
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'rate-limit',
      retryable: true,
      endpoint: 'rest',
    });
  });
});

describe('what cannot be honoured is an error before the request', () => {
  const refused = async (settings: object, options = {}): Promise<Error> => {
    const fetch = async (): Promise<Response> => {
      throw new Error('nothing may be sent');
    };
    const cloudflare = createCloudflare({ accountId, apiToken: 'cf-token-SECRET', fetch, ...settings });
    return cloudflare('openai/gpt-4o')
      .doGenerate({ prompt, ...options })
      .then(
        () => expect.fail('was sent'),
        reason => reason,
      );
  };

  it('an Access token without a custom domain', async () => {
    const error = await refused({ access: { clientId: 'id.access', clientSecret: 'access-SECRET' } });
    expect(error.message).toMatch(/^access: .*baseURL.*Example: createCloudflare\(\{ baseURL: .*access: /);
    expect(error.message).not.toContain('SECRET');
  });

  it.each([{ 'x-team': 'dö€cs' }, { 'x-team': 'a\nb' }, { 'x team': 'a' }])(
    'the header %o',
    async headers => {
      expect((await refused({ headers })).message).toContain('not allowed in an HTTP header');
    },
  );
});

describe('a stored key by upstream', () => {
  it.each(['openai', 'OpenAI'])('is found under %s', async name => {
    const cloudflare = createCloudflare({ accountId, apiToken: 'cf-token-SECRET' });
    const providerOptions = { cloudflare: { byokAlias: { [name]: 'production' } } };
    const { endpoint, headers } = await cloudflare.explain('openai/gpt-4o', { providerOptions });
    expect([endpoint, headers['cf-aig-byok-alias']]).toEqual(['native', 'production']);
  });
});

describe('a schema that was switched off', () => {
  it('is put into words, with a warning', async () => {
    const cloudflare = createCloudflare({ accountId, apiToken: 'cf-token-SECRET' });
    const { body, warnings } = await cloudflare.explain('openai/gpt-4o', {
      responseFormat: { type: 'json', schema: { type: 'object', properties: { city: { type: 'string' } } } },
      providerOptions: { openai: { structuredOutputs: false } },
    });
    expect(body).toMatchObject({ response_format: { type: 'json_object' } });
    expect(JSON.stringify(body)).toContain('city');
    expect(warnings).toHaveLength(1);
  });
});
