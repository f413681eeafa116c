import { invalidArgument, missingSetting } from '../settings/configuration-error.ts';
import type { AzureSettings } from '../settings/connection-settings.ts';
import { compose } from '../wire/fields.ts';
import { audioParts, imageURLs, sendFiles } from '../wire/files.ts';
import { openAISchemaRules } from '../wire/openai-schema.ts';
import type { BodyStep, UpstreamProfile } from '../wire/profile.ts';
import { openAIBody, openAIOptions } from './openai.ts';
import { type OpenAIFamily, openAIFamily } from './openai-families.ts';
import { coreWires, type Upstream } from './upstream.ts';
import { sameNames } from './vendor-api.ts';

const byFamily: BodyStep = (body, context) => {
  const { family } = context;
  if (family === undefined) {
    context.warn({
      type: 'other',
      message:
        `The model family of the Azure deployment "${context.model}" is not known. Set \`azure.families\`, ` +
        `for example { '${context.model}': 'gpt-5.1' }.`,
    });
  }
  return openAIBody(onAzure(openAIFamily(family ?? '')))(body, context);
};

/** Azure accepts tools for models that refuse them elsewhere, with the effort `none` (oh-my-pi, autumn 2026). */
function onAzure({ refusesTools, ...family }: OpenAIFamily): OpenAIFamily {
  return refusesTools ? { ...family, toolsNeedNoReasoning: 'always' } : family;
}

function profile(): UpstreamProfile {
  return {
    vendor: { keys: ['openai', 'azure'], options: openAIOptions },
    schemas: openAISchemaRules,
    supportedUrls: imageURLs,
    // Chat completions have no documents; audio depends on the deployment.
    preparePrompt: sendFiles({ parts: audioParts }),
    body: compose(byFamily),
  };
}

const setting = 'azure.resource';
const example = "createCloudflare({ azure: { resource: 'my-resource' } })";

/** The version whose paths name a deployment, unless the settings name another. */
const apiVersion = '2024-10-21';

function deployment(model: string, azure: AzureSettings | undefined): string {
  return `azure-openai/${resourceOf(azure)}/${encodeURIComponent(model)}`;
}

function resourceOf(azure: AzureSettings | undefined): string {
  const resource = azure?.resource;
  if (resource === undefined || resource === '') {
    const problem = 'an Azure OpenAI deployment requires the name of its resource.';
    throw missingSetting({ setting, problem, example });
  }
  // It becomes a path segment.
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(resource)) {
    const problem = 'expected letters, digits and "-", as in "https://{resource}.openai.azure.com".';
    throw invalidArgument({ setting, problem, example });
  }
  return resource;
}

/**
 * OpenAI's models as Azure deployments, which have arbitrary names: the family comes from `azure.families`.
 * @verified 2026-11 · pydantic-ai 4fda389, @ai-sdk/azure 4.0.85
 * @open `max_completion_tokens` is sent for OpenAI families only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/azureopenai/
 */
export const azureOpenAI: Upstream = {
  name: 'azure-openai',
  aliases: ['azure'],
  native: {
    segment: deployment,
    wires: coreWires,
    query: azure => ({ 'api-version': azure?.apiVersion ?? apiVersion }),
  },
  api: {
    create: 'createAzure',
    baseURL: azure => `https://${resourceOf(azure)}.openai.azure.com/openai`,
    replaces: azure => `https://${resourceOf(azure)}.openai.azure.com/openai/deployments`,
    segment: azure => `azure-openai/${resourceOf(azure)}`,
    settings: azure => ({ useDeploymentBasedUrls: true, apiVersion: azure?.apiVersion ?? apiVersion }),
    // @see https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses
    refuses: {
      path: /\/(?:v1|deployments\/[^/]+)\/responses$|\/openai\/v1\//,
      because:
        "the gateway's path for Azure names a deployment, which the paths of Azure's Responses API and `/v1` do not",
      use: "cloudflare.carry('azure-openai', createAzure).chat('my-deployment')",
    },
    options: {
      key: 'openai',
      names: sameNames('reasoningEffort textVerbosity user promptCacheKey parallelToolCalls'),
      efforts: (_, family) => (family === undefined ? undefined : openAIFamily(family).efforts),
    },
  },
  keyHeader: { name: 'api-key' },
  family: (model, azure) =>
    azure?.families && Object.hasOwn(azure.families, model) ? azure.families[model] : undefined,
  profile,
};
