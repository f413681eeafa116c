import type { BodyStep, UpstreamProfile } from '../profile.ts';
import { compose } from '../wire/compose.ts';
import { type FileParts, liftFiles } from '../wire/lift-files.ts';
import { without } from '../wire/map-messages.ts';
import { openAIBody, openAIFiles } from './openai.ts';
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

/** Azure takes no documents in chat completions; audio depends on the deployment and is left to it. */
const audio: FileParts = without(openAIFiles, 'application/pdf');

/** @see https://developers.cloudflare.com/ai-gateway/usage/providers/azureopenai/ */
export function azureOpenAIProfile(): UpstreamProfile {
  return {
    vendor: { key: 'openai', options: openAIOptions },
    supportedUrls: { 'image/*': [/^https?:\/\/.*$/] },
    lift: liftFiles(audio),
    body: compose(byFamily),
  };
}
