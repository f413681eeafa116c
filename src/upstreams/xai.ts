import { changing, compose, namedOptions, onlyFields, renameField } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { echoedPrefill, plainContent } from '../wire/messages.ts';
import type { UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, objectAnswers } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { mapEnvelope } from '../wire/schemas.ts';
import { withoutStrictTools } from '../wire/tools.ts';
import { families } from './families.ts';
import { mediaWires, responsesOnly, type Upstream } from './upstream.ts';
import { sameNames } from './vendor-api.ts';

/** Sources: pydantic-ai (2026-08) and @ai-sdk/xai 5.0.12 (2026-11). Other Grok models reject the field. */
const familyOf = families([
  'grok-4.3: none low medium high',
  'grok-4.5: low medium high',
  'grok-4.[6-9] grok-[5-9].*: low medium high xhigh',
  'grok-3-mini: low high',
]);

/** The closed schema of the catalogue. @see https://developers.cloudflare.com/ai/models/grok-4.5/ */
const fields =
  'max_completion_tokens n parallel_tool_calls prompt_cache_key reasoning_effort response_format ' +
  'search_parameters seed service_tier temperature tool_choice tools top_p user web_search_options';

/**
 * Lengths are refused, in answers by the documentation, in tools by a report.
 * @see https://docs.x.ai/docs/guides/structured-outputs · https://github.com/openclaw/openclaw/issues/32080
 */
export const grokSchemas: SchemaRules = '-minLength -maxLength -minItems -maxItems';

/** Options of `@ai-sdk/xai` 2. */
const options: VendorOptionTable = namedOptions(
  'reasoningEffort serviceTier promptCacheKey searchParameters parallel_function_calling=parallel_tool_calls',
);

/** The schema's envelope is closed: no description. */
const envelope = compose(
  objectAnswers,
  mapEnvelope((schema, { name }) => ({ name, schema })),
  jsonSchemaEnvelope(() => true),
);

/** Refused for every model and mode since 2026-05: https://github.com/vercel/ai/pull/15713 (verified there, 2026-05-29). */
const liveSearch = changing(
  'searchParameters',
  'xAI refuses live search; it was not sent. Use `xai.tools.webSearch()` with `cloudflare.responses(…)`.',
  body => body.search_parameters !== undefined && { search_parameters: undefined },
);

function profile(model: string): UpstreamProfile {
  return {
    vendor: { keys: ['xai'], options },
    schemas: grokSchemas,
    supportedUrls: imageURLs,
    preparePrompt: sendFiles({}),
    body: compose(
      renameField('max_tokens', 'max_completion_tokens'),
      reasoningEffort(familyOf(model).efforts),
      onlyFields(fields),
      liveSearch,
      plainContent,
      // "Each message must have at least one content element" (https://github.com/langchain-ai/langchain/issues/34140).
      replayReasoning('none'),
      withoutStrictTools,
      envelope,
    ),
    answer: sent => ({ repeatedReasoning: 'piece', ...echoedPrefill(sent) }),
  };
}

/**
 * Grok. Its catalogue schema is closed, so nothing outside it is sent.
 * @verified 2026-11 · catalogue schema of grok-4.5, @ai-sdk/xai 5.0.12, pydantic-ai 4fda389
 * @open `logprobs`, which api.x.ai accepts, is not sent.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/grok/
 */
export const xAI: Upstream = {
  name: 'xai',
  aliases: ['grok'],
  otherSpellings: { 'x-ai': 'xai/' },
  bareIds: /^grok/,
  rest: {},
  runs: mediaWires,
  compat: { prefix: 'grok' },
  native: { segment: 'grok', base: 'v1/' },
  api: {
    create: 'createXai',
    baseURL: 'https://api.x.ai/v1',
    segment: 'grok',
    wires: ['responses'],
    rest: ['responses'],
    // Without chat completions (cloudflare/ai#621, 2026).
    wireOf: model => (model.includes('multi-agent') ? 'responses' : undefined),
    options: {
      key: 'xai',
      names: sameNames('reasoningEffort parallelToolCalls user'),
      // Of those with several agents it is their number, which no table of chat models holds.
      efforts: model => (model.includes('multi-agent') ? undefined : familyOf(model).efforts),
    },
  },
  refusals: [
    // https://github.com/cloudflare/ai/issues/621
    responsesOnly(/^grok-4\.20-multi-agent/),
  ],
  profile,
};
