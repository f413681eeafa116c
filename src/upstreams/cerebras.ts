import { compose, dropFields, limitStopSequences, namedOptions, renameField } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import { isStrictSchema } from '../wire/openai-schema.ts';
import type { UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON, objectAnswers } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { uniformStrictTools, withoutStrictTools } from '../wire/tools.ts';
import { families } from './families.ts';
import type { Upstream } from './upstream.ts';

const familyOf = families<'sees' | 'loose-tools'>([
  'gpt-oss: low medium high',
  'zai-glm: none',
  // By Cerebras: https://github.com/anomalyco/models.dev/pull/6199; Gemma: https://github.com/theopenco/llmgateway/pull/2882
  'qwen-3.[89] gemma-4: none low medium high sees',
  // "Tools with strict=True are not supported by this model". Source: pydantic-ai (2026-08).
  'llama.* qwen-3-coder: loose-tools',
]);

/** Options of `@ai-sdk/cerebras` 1, which are those of its openai-compatible core, and fields of Cerebras' own SDK (1.91.0). */
const options: VendorOptionTable = namedOptions(
  'reasoningEffort user parallelToolCalls promptCacheKey serviceTier reasoningFormat prediction logprobs topLogprobs',
);

/**
 * "Unsupported JSON schema fields: {'minItems', 'items'}".
 * @see https://github.com/dcdpr/jp/issues/531
 */
const schemas: SchemaRules = '-minItems -maxItems -pattern -format -prefixItems';

function profile(model: string): UpstreamProfile {
  const { efforts, has } = familyOf(model);
  return {
    vendor: { keys: ['cerebras'], options },
    schemas,
    preparePrompt: sendFiles({ images: has('sees') }),
    body: compose(
      renameField('max_tokens', 'max_completion_tokens'),
      dropFields('top_k frequency_penalty presence_penalty logit_bias verbosity'),
      reasoningEffort(efforts),
      limitStopSequences(),
      plainContent,
      singleLeadingSystem,
      replayReasoning('reasoning'),
      has('loose-tools') ? withoutStrictTools : uniformStrictTools,
      objectAnswers,
      jsonSchemaEnvelope(isStrictSchema),
      mentionJSON,
    ),
    // GLM repeats the requested JSON as a tool call (@ai-sdk/cerebras 3.0.59).
    answer: ({ response_format: format }) =>
      format !== undefined && /glm/.test(model.toLowerCase()) ? { jsonText: true } : {},
  };
}

/**
 * Cerebras, which rejects unknown properties.
 * @verified 2026-11 · @ai-sdk/cerebras 3.0.59, @cerebras/cerebras_cloud_sdk 1.91.0, pydantic-ai 4fda389, reports of `wrong_api_format`
 * @open Earlier reasoning of GLM is replayed as `reasoning`, not as `<think>` text.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/cerebras/
 */
export const cerebras: Upstream = {
  name: 'cerebras',
  compat: {},
  native: {},
  api: {
    create: 'createCerebras',
    baseURL: 'https://api.cerebras.ai/v1',
    replaces: true,
  },
  profile,
};
