import { type ClientSource, compatURL, modelId } from './client.ts';
import { ofModel } from './of-model.ts';

/** The core that the provider is built on, without the provider: the baseline of all ratios. */
export const core: ClientSource = {
  name: 'core',
  note: '`@ai-sdk/openai-compatible` 1.0.61, the baseline',
  modules: ['@ai-sdk/openai-compatible'],
  home: 'root',
  streamsWithTools: true,
  create: async ({ fetch, origin }) => {
    const { OpenAICompatibleChatLanguageModel } = await import('@ai-sdk/openai-compatible');
    const url = `${compatURL(origin)}/chat/completions`;
    return ofModel(
      () =>
        new OpenAICompatibleChatLanguageModel(modelId, {
          provider: 'core.chat',
          url: () => url,
          headers: () => ({ authorization: 'Bearer token' }),
          fetch,
          includeUsage: true,
          supportsStructuredOutputs: true,
        }),
    );
  },
};
