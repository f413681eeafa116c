import { invalidArgument, missingSetting } from '../settings/configuration-error.ts';
import type { AzureSettings } from '../settings/connection-settings.ts';
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
        `The model of the deployment "${context.model}" is not known: set \`azure.families\`, ` +
        `for example { '${context.model}': 'gpt-5.1' }.`,
    });
  }
  const known = openAIFamily(family ?? '');
  // Azure accepts tools for models that refuse them elsewhere, with the effort `none` (oh-my-pi, autumn 2026).
  const has: OpenAIFamily['has'] = trait => trait !== 'no-tools' && known.has(trait);
  return openAIBody({ ...known, has })(body, context);
};

function profile(): UpstreamProfile {
  return {
    vendor: { keys: ['openai', 'azure'], options: openAIOptions },
    schemas: openAISchemaRules,
    supportedUrls: imageURLs,
    // Chat completions have no documents; audio depends on the deployment.
    preparePrompt: sendFiles({ parts: audioParts }),
    body: byFamily,
  };
}

/** The version whose paths name a deployment, unless the settings name another. */
const versionOf = (azure: AzureSettings | undefined): string => azure?.apiVersion ?? '2024-10-21';

const baseURL = (azure: AzureSettings | undefined): string =>
  `https://${resourceOf(azure)}.openai.azure.com/openai`;

const segment = (azure: AzureSettings | undefined): string => `azure-openai/${resourceOf(azure)}`;

function resourceOf(azure: AzureSettings | undefined): string {
  const { resource = '' } = azure ?? {};
  // It becomes a path segment.
  if (/^[a-z0-9][a-z0-9-]*$/i.test(resource)) return resource;
  throw (resource === '' ? missingSetting : invalidArgument)({
    setting: 'azure.resource',
    problem: 'expected the name of an Azure resource, as in "https://{resource}.openai.azure.com".',
    example: "createCloudflare({ azure: { resource: 'my-resource' } })",
  });
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
    segment: (model, azure) => `${segment(azure)}/${encodeURIComponent(model)}`,
    wires: coreWires,
    query: azure => ({ 'api-version': versionOf(azure) }),
  },
  api: {
    create: 'createAzure',
    baseURL,
    replaces: azure => `${baseURL(azure)}/deployments`,
    segment,
    settings: azure => ({ useDeploymentBasedUrls: true, apiVersion: versionOf(azure) }),
    // @see https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses
    refuses: {
      path: /\/(?:v1|deployments\/[^/]+)\/responses$|\/openai\/v1\//,
      because: "the gateway's path for Azure names a deployment, unlike Azure's Responses API and `/v1`",
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
