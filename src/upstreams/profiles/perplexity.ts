import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { reasoningEffort } from '../../wire/effort.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import { askToGoOn, mergeAssistants, userFirst, withoutEmptyAssistants } from '../../wire/message-order.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { replayReasoning } from '../../wire/reasoning-replay.ts';
import { jsonModeAsInstruction, responseSchema } from '../../wire/response-format.ts';
import { mergeUsers, singleLeadingSystem } from '../../wire/system-messages.ts';
import { toolTurnsAsText } from '../../wire/tool-turns.ts';

/** Search settings, which travel under their own names. @see https://docs.perplexity.ai/api-reference/chat-completions-post */
const searchSettings = [
  'search_mode',
  'search_domain_filter',
  'search_recency_filter',
  'search_language_filter',
  'search_after_date_filter',
  'search_before_date_filter',
  'last_updated_after_filter',
  'last_updated_before_filter',
  'web_search_options',
  'return_images',
  'return_related_questions',
  'image_domain_filter',
  'image_format_filter',
  'disable_search',
  'enable_search_classifier',
  'language_preference',
  'reasoning_effort',
];

const options: VendorOptionTable = Object.fromEntries(searchSettings.map(name => [name, { wire: name }]));

/** The schema alone: no name, no `strict`. */
const schemaOnly: BodyStep = body => {
  const schema = responseSchema(body);
  return schema === undefined
    ? body
    : { ...body, response_format: { type: 'json_schema', json_schema: { schema } } };
};

/** With the tools go the choice among them and how many are called at once. */
const withoutTools: BodyStep = (body, { warn }) => {
  if (body.tools === undefined) return body;
  warn({ type: 'unsupported', feature: 'tools', details: 'Perplexity takes no tools.' });
  return { ...body, tools: undefined, tool_choice: undefined, parallel_tool_calls: undefined };
};

/**
 * Perplexity searches the web by itself; it takes no tools, and turns must alternate.
 * @verified 2026-08 · @ai-sdk/perplexity 4.0.49, pydantic-ai 4fda389, reports of "should be alternating"
 * @open Which models take `reasoning_effort`: sent to sonar-deep-research and the reasoning models only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/perplexity/
 */
export function perplexityProfile(model: string): UpstreamProfile {
  const reasons = /reasoning|deep-research|r1-/.test(model.toLowerCase());
  return {
    vendor: { keys: ['perplexity'], options },
    // Usage comes with every chunk.
    includeUsage: false,
    supportedUrls: { 'image/*': [/^https:\/\/.*$/], 'application/pdf': [/^https:\/\/.*$/] },
    lift: liftFiles({
      parts: {
        'application/pdf': ({ base64, url, filename }) => ({
          type: 'file_url',
          // Bare base64, without a prefix.
          file_url: { url: url ?? base64 },
          ...(filename !== undefined && { file_name: filename }),
        }),
      },
      urls: true,
    }),
    body: compose(
      dropFields(['top_k', 'stop', 'seed', 'logit_bias', 'logprobs', 'top_logprobs', 'verbosity', 'user']),
      reasoningEffort({ allowed: reasons ? ['low', 'medium', 'high'] : [] }),
      withoutTools,
      toolTurnsAsText({ because: 'Perplexity knows no tool turns' }),
      textAsString,
      nullContentAsEmpty,
      replayReasoning('none'),
      withoutEmptyAssistants,
      singleLeadingSystem,
      mergeUsers,
      mergeAssistants,
      userFirst,
      askToGoOn,
      schemaOnly,
      jsonModeAsInstruction,
    ),
    ...(reasons && { answer: () => ({ thinkTags: true }) }),
  };
}
