import { missingSetting } from '../../settings/configuration-error.ts';
import type { AzureSettings } from '../../settings/connection-settings.ts';
import { azureOpenAIProfile } from '../profiles/azure-openai.ts';
import type { Upstream } from '../upstream.ts';

function deployment(model: string, azure: AzureSettings | undefined): string {
  if (azure?.resource === undefined || azure.resource === '') {
    throw missingSetting({
      setting: 'azure.resource',
      problem: 'an Azure OpenAI deployment needs the name of its resource.',
      example: "createCloudflare({ azure: { resource: 'my-resource' } })",
    });
  }
  return `azure-openai/${encodeURIComponent(azure.resource)}/${encodeURIComponent(model)}`;
}

export const azureOpenAI: Upstream = {
  name: 'azure-openai',
  aliases: ['azure'],
  native: {
    segment: deployment,
    paths: { chat: 'chat/completions', embeddings: 'embeddings' },
    query: azure => ({ 'api-version': azure?.apiVersion ?? '2024-10-21' }),
  },
  keyHeader: { name: 'api-key' },
  family: (model, azure) => azure?.families?.[model],
  profile: azureOpenAIProfile,
};
