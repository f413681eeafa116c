import { compose } from '../../wire/compose.ts';
import { audioParts } from '../../wire/file-parts.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import type { BodyStep, UpstreamProfile } from '../../wire/profile.ts';
import { openAIBody } from './openai.ts';
import { openAIFamily } from './openai-families.ts';
import { openAIOptions } from './openai-options.ts';

const byFamily: BodyStep = (body, context) => {
  const { family } = context;
  if (family === undefined) {
    context.warn({
      type: 'other',
      message:
        `The model family of the Azure deployment "${context.model}" is not known, so its rules for tokens and ` +
        `sampling could not be applied. Set \`azure.families\`, for example { '${context.model}': 'gpt-5.1' }.`,
    });
  }
  return openAIBody(openAIFamily(family ?? ''))(body, context);
};

/**
 * OpenAI's models as Azure deployments; the family comes from `azure.families`, since a deployment has any name.
 * @verified 2026-08 · pydantic-ai 4fda389, @ai-sdk/azure 4.0.85
 * @open What Mistral deployments refuse besides `max_completion_tokens`, which is sent for OpenAI families only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/azureopenai/
 */
export function azureOpenAIProfile(): UpstreamProfile {
  return {
    vendor: { keys: ['openai', 'azure'], options: openAIOptions },
    supportedUrls: { 'image/*': [/^https?:\/\/.*$/] },
    // No documents in chat completions; audio depends on the deployment and is left to it.
    lift: liftFiles({ parts: audioParts }),
    body: compose(byFamily),
  };
}
