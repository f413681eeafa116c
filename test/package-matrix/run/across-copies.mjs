import assert from 'node:assert/strict';

const prompt = [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }];

/**
 * Errors keep their kind when the package is loaded twice, by `import` and by `require`, and when the SDK has another
 * copy of the error classes than the package.
 */
export async function acrossCopies({ provider, other, copies, testing, ai }) {
  assert.equal(new Set([provider.createCloudflare, other.createCloudflare]).size, copies, 'copies');
  for (const [from, reader] of [
    [provider, other],
    [other, provider],
  ]) {
    const gateway = testing.createLocalGateway();
    const settings = { ...testing.localGatewayDefaults, fetch: gateway.fetch };
    const model = from.createCloudflare(settings)('openai/gpt-4o');
    const providerOptions = { cloudflare: { gatewayId: 'missing' } };
    const refused = await failure(() => model.doGenerate({ prompt, providerOptions }));
    assert.ok(ai.APICallError.isInstance(refused), 'APICallError');
    assert.equal(reader.getCloudflareError(refused)?.kind, 'gateway-not-found');

    const { apiToken: _, ...withoutToken } = settings;
    const keyless = from.createCloudflare(withoutToken)('openai/gpt-4o');
    assert.ok(
      ai.LoadAPIKeyError.isInstance(await failure(() => keyless.doGenerate({ prompt }))),
      'LoadAPIKeyError',
    );

    const unserved = await failure(async () => from.createCloudflare(settings).languageModel('gpt-4o'));
    assert.ok(ai.NoSuchModelError.isInstance(unserved), 'NoSuchModelError');
    assert.equal(reader.getCloudflareError(unserved)?.source, 'client');
  }
}

async function failure(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('the call did not fail');
}
