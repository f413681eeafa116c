import assert from 'node:assert/strict';

/** The provider inside the SDK's own holders: a registry, a custom provider, middleware and an agent. */
export async function sdkHosts({ provider, testing, ai, z }) {
  const gateway = testing.createLocalGateway();
  const cloudflare = provider.createCloudflare({ ...testing.localGatewayDefaults, fetch: gateway.fetch });
  const prompt = 'Say hello to Ada';
  const answers = async model => assert.match((await ai.generateText({ model, prompt })).text, /Ada/);

  const registry = ai.createProviderRegistry({ cloudflare });
  await answers(registry.languageModel('cloudflare:openai/gpt-4o'));

  const custom = ai.customProvider({
    languageModels: { fast: cloudflare('openai/gpt-4o') },
    fallbackProvider: cloudflare,
  });
  await answers(custom.languageModel('fast'));
  await answers(custom.languageModel('openai/gpt-4o-mini'));

  const middleware = ai.defaultSettingsMiddleware({ settings: { maxOutputTokens: 100 } });
  await answers(ai.wrapLanguageModel({ model: cloudflare('openai/gpt-4o'), middleware }));

  const embedding = cloudflare.textEmbeddingModel('@cf/baai/bge-m3');
  const { embeddings } = await ai.embedMany({ model: embedding, values: ['one', 'two'] });
  assert.equal(embeddings.length, 2);

  const weather = ai.tool({
    description: 'Look up the weather in a city',
    inputSchema: z.object({ city: z.string() }),
    execute: async () => '21 degrees',
  });
  // AI SDK 5 has the class under the name of an experiment.
  const Agent = ai.ToolLoopAgent ?? ai.Experimental_Agent;
  const agent = new Agent({
    model: cloudflare('openai/gpt-4o'),
    tools: { weather },
    stopWhen: ai.stepCountIs(3),
  });
  const { text } = await agent.generate({ prompt: 'Look up the weather in Lisbon' });
  assert.match(text, /21 degrees/);
}
