import { invalidArgument, missingSetting } from '../../settings/configuration-error.ts';
import type { AzureSettings } from '../../settings/connection-settings.ts';
import { azureOpenAIProfile } from '../profiles/azure-openai.ts';
import type { Upstream } from '../upstream.ts';

const setting = 'azure.resource';
const example = "createCloudflare({ azure: { resource: 'my-resource' } })";

function deployment(model: string, azure: AzureSettings | undefined): string {
  const resource = azure?.resource;
  if (resource === undefined || resource === '') {
    const problem = 'an Azure OpenAI deployment needs the name of its resource.';
    throw missingSetting({ setting, problem, example });
  }
  // It becomes a path segment.
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(resource)) {
    const problem =
      'a resource is the host part of "https://{resource}.openai.azure.com": letters, digits and "-".';
    throw invalidArgument({ setting, problem, example });
  }
  return `azure-openai/${resource}/${encodeURIComponent(model)}`;
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
  family: (model, azure) =>
    azure?.families && Object.hasOwn(azure.families, model) ? azure.families[model] : undefined,
  profile: azureOpenAIProfile,
};
