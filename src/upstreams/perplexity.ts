import { withoutTools } from '../wire/body.ts';
import { compose, dropFields, namedOptions } from '../wire/fields.ts';
import { httpsFileURLs, sendFiles } from '../wire/files.ts';
import {
  askToContinue,
  mergeAssistants,
  mergeUsers,
  plainContent,
  singleLeadingSystem,
  startWithUser,
} from '../wire/messages.ts';
import {
  type BodyStep,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonModeAsInstruction } from '../wire/response-format.ts';
import { mapEnvelope } from '../wire/schemas.ts';
import { toolTurnsAsText } from '../wire/tool-turns.ts';
import type { Upstream } from './upstream.ts';

/** Search settings, under their own names. @see https://docs.perplexity.ai/api-reference/chat-completions-post */
const options: VendorOptionTable = namedOptions(
  'search_mode search_domain_filter search_recency_filter search_language_filter ' +
    'search_after_date_filter search_before_date_filter last_updated_after_filter ' +
    'last_updated_before_filter web_search_options return_images return_related_questions ' +
    'image_domain_filter image_format_filter disable_search enable_search_classifier ' +
    'language_preference reasoning_effort',
);

/** Only the schema: no name, no `strict`. */
const schemaOnly = mapEnvelope(schema => ({ schema }));

/** Drops the tools, and the settings that apply to them. */
const dropTools: BodyStep = (body, { warn }) => {
  if (body.tools === undefined) return body;
  reportUnsupported(warn, 'tools', 'Perplexity does not accept tools.');
  return withoutTools(body);
};

function profile(model: string): UpstreamProfile {
  const reasons = /reasoning|deep-research|r1-/.test(model.toLowerCase());
  return {
    vendor: { keys: ['perplexity'], options },
    // Usage arrives with every chunk.
    includeUsage: false,
    supportedUrls: httpsFileURLs,
    preparePrompt: sendFiles({
      parts: {
        'application/pdf': ({ base64, address, filename }) => ({
          type: 'file_url',
          // Bare base64, without a prefix.
          file_url: { url: base64 || address },
          ...(filename !== undefined && { file_name: filename }),
        }),
      },
      urls: /pdf/,
    }),
    body: compose(
      dropFields('top_k stop seed logit_bias logprobs top_logprobs verbosity user'),
      reasoningEffort(reasons ? 'minimal low medium high' : ''),
      dropTools,
      toolTurnsAsText(),
      plainContent,
      replayReasoning('none'),
      singleLeadingSystem,
      mergeUsers,
      mergeAssistants,
      startWithUser,
      askToContinue,
      schemaOnly,
      jsonModeAsInstruction,
    ),
    ...(reasons && { answer: () => ({ thinkTags: true }) }),
  };
}

/**
 * Perplexity searches the web itself. It does not accept tools, and turns must alternate.
 * REST knows it but serves it only with the user's own key (402/2021, "use BYOK"), so it goes to compat.
 * @verified 2026-11 · @ai-sdk/perplexity 4.0.49, @perplexity-ai/perplexity_ai 0.38.5, pydantic-ai 4fda389, reports of "should be alternating"
 * @open `reasoning_effort` is sent to sonar-deep-research and the reasoning models only.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/perplexity/
 */
export const perplexity: Upstream = {
  name: 'perplexity',
  aliases: ['perplexity-ai'],
  bareIds: /^sonar/,
  compat: {},
  native: { segment: 'perplexity-ai' },
  api: { create: 'createPerplexity', baseURL: 'https://api.perplexity.ai', segment: 'perplexity-ai' },
  profile,
};
