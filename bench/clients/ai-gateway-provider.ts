import type { LanguageModelV2 } from '@ai-sdk/provider';
import { accountId, type ClientSource, modelId } from './client.ts';
import { ofModel } from './of-model.ts';
import { overGlobalFetch } from './over-global-fetch.ts';
import { peerModules } from './peer-modules.ts';

interface Gateway {
  readonly createAiGateway: (settings: object) => (model: LanguageModelV2) => LanguageModelV2;
}
interface Unified {
  readonly createUnified: (settings: object) => (id: string) => LanguageModelV2;
}

export const aiGatewayProvider: ClientSource = {
  name: 'ai-gateway-provider',
  note:
    '`ai-gateway-provider` 2.3.1 over the same core, which it runs twice for a call; posts to the universal endpoint ' +
    'through the global `fetch`',
  modules: ['ai-gateway-provider', 'ai-gateway-provider/providers/unified'],
  home: 'peers',
  streamsWithTools: true,
  create: async wire => {
    const { load } = await peerModules();
    const { createAiGateway } = (await load('ai-gateway-provider')) as Gateway;
    const { createUnified } = (await load('ai-gateway-provider/providers/unified')) as Unified;
    const gateway = createAiGateway({ accountId, gateway: 'default', apiKey: 'token' });
    const unified = createUnified({ apiKey: 'key', includeUsage: true });
    return ofModel(() =>
      overGlobalFetch(gateway(unified(modelId)), wire, 'https://gateway.ai.cloudflare.com'),
    );
  },
};
