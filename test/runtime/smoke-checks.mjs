import assert from 'node:assert/strict';

/**
 * The main job over loopback HTTP, with the package as it is given: imported or required, on any Node version.
 * @param {{ provider: object, testing: object, server: object, ai: object, z: object }} modules
 */
export async function smoke({ provider, testing, server, ai, z }) {
  const { createCloudflare, getCloudflareError, getCloudflareMetadata, VERSION } = provider;
  // What arrives in one read comes as one part, so the chunks are sent apart.
  const gateway = testing.createLocalGateway({ chunkDelayMs: 5 });
  const running = await server.serveLocalGateway(gateway);
  const cloudflare = createCloudflare({ ...testing.localGatewayDefaults, baseURL: running.url });
  const model = cloudflare('openai/gpt-4o');
  try {
    const generated = await ai.generateText({ model, prompt: 'Say hello to Ada' });
    assert.match(generated.text, /Ada/);
    assert.equal(getCloudflareMetadata(generated)?.logId, gateway.logs.at(-1)?.id);
    // The version is put in by the build; a bundle without it would send the placeholder of the tests.
    assert.doesNotMatch(VERSION, /test/);
    assert.match(gateway.requests.at(-1)?.headers['user-agent'] ?? '', new RegExp(`/${VERSION}( |$)`));

    const streamed = ai.streamText({ model, prompt: 'Say hello to Ada' });
    const pieces = [];
    for await (const piece of streamed.textStream) pieces.push(piece);
    assert.ok(pieces.length > 1, 'the answer comes in pieces');
    assert.equal(pieces.join(''), generated.text);

    const inputSchema = z.object({ city: z.string() });
    const weather = ai.tool({
      description: 'Look up the weather in a city',
      inputSchema,
      execute: async () => '21 degrees',
    });
    const agent = await ai.generateText({
      model,
      prompt: 'Look up the weather in Lisbon',
      tools: { weather },
      stopWhen: ai.stepCountIs(3),
    });
    assert.equal(agent.steps[0].toolCalls[0].toolName, 'weather');
    assert.match(agent.text, /21 degrees/);

    const refused = await ai
      .generateText({
        model,
        prompt: 'hi',
        maxRetries: 0,
        providerOptions: { cloudflare: { gatewayId: 'missing' } },
      })
      .catch(error => error);
    assert.equal(getCloudflareError(refused)?.kind, 'gateway-not-found');
    await otherMethods({ ai, cloudflare, gateway, generated });
  } finally {
    await running.close();
  }
}

/** What a provider can do besides its models. */
async function otherMethods({ ai, cloudflare, gateway, generated }) {
  const before = gateway.requests.length;
  const [list, same] = await Promise.all([cloudflare.listModels(), cloudflare.listModels()]);
  assert.ok(list.models.length > 5);
  assert.deepEqual(same, list);
  const paths = gateway.requests.slice(before).map(({ url }) => url);
  assert.equal(new Set(paths).size, paths.length, 'two calls at once ask for the same list');

  const log = await cloudflare.logs.get(generated);
  assert.equal(log.provider, 'openai');
  const error = await cloudflare.logs.get('no id').catch(reason => reason);
  assert.match(error.message, /not a log entry id/);

  for (const mode of ['client', 'server']) {
    const model = cloudflare.fallback(['openai/gpt-4o', '@cf/meta/llama-3.3-70b-instruct-fp8-fast'], {
      mode,
    });
    const { text } = await ai.generateText({ model, prompt: 'Say hello to Ada' });
    assert.match(text, /Ada/);
    const pieces = [];
    for await (const piece of ai.streamText({ model, prompt: 'Say hello to Ada' }).textStream)
      pieces.push(piece);
    assert.equal(pieces.join(''), text);
  }
}
