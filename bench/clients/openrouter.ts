import type { LanguageModelV2 } from '@ai-sdk/provider';
import { type ClientSource, compatURL, modelId } from './client.ts';
import { ofModel } from './of-model.ts';
import { peerModules } from './peer-modules.ts';

interface OpenRouter {
  readonly createOpenRouter: (settings: object) => { readonly chat: (id: string) => LanguageModelV2 };
}

export const openrouter: ClientSource = {
  name: 'openrouter',
  note: '`@openrouter/ai-sdk-provider` 1.5.4: the AI SDK without the core, with schemas of its own',
  modules: ['@openrouter/ai-sdk-provider'],
  home: 'peers',
  streamsWithTools: true,
  create: async ({ fetch, origin }) => {
    const { load } = await peerModules();
    const { createOpenRouter } = (await load('@openrouter/ai-sdk-provider')) as OpenRouter;
    const { chat } = createOpenRouter({ apiKey: 'token', baseURL: compatURL(origin), fetch });
    return ofModel(() => chat(modelId));
  },
};
