import type { LanguageModelV2 } from '@ai-sdk/provider';
import { accountId, type ClientSource } from './client.ts';
import { ofModel } from './of-model.ts';
import { overGlobalFetch } from './over-global-fetch.ts';
import { peerModules } from './peer-modules.ts';

interface WorkersAI {
  readonly createWorkersAI: (settings: object) => (id: string) => LanguageModelV2;
}

export const workersAIProvider: ClientSource = {
  name: 'workers-ai-provider',
  note:
    '`workers-ai-provider` 2.0.2 over REST and the global `fetch`: Workers AI only, no gateway, no validation; ' +
    'reads streams without backpressure, and does not stream if tools are offered',
  modules: ['workers-ai-provider'],
  home: 'peers',
  streamsWithTools: false,
  create: async wire => {
    const { load } = await peerModules();
    const { createWorkersAI } = (await load('workers-ai-provider')) as WorkersAI;
    const workersAI = createWorkersAI({ accountId, apiKey: 'token' });
    return ofModel(() =>
      overGlobalFetch(workersAI('@cf/openai/gpt-oss-120b'), wire, 'https://api.cloudflare.com'),
    );
  },
};
