import { isRecord } from '../json-values.ts';
import { mapMessages, type WirePart } from '../wire/body.ts';
import { clampTemperature, compose, namedOptions, onlyFields, renameField } from '../wire/fields.ts';
import { httpsFileURLs, sendFiles } from '../wire/files.ts';
import { askToContinue, echoedPrefill, mapPrefill, plainContent, systemsFirst } from '../wire/messages.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../wire/profile.ts';
import { reasoningEffort, replay, replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope, mentionJSON, unstructured } from '../wire/response-format.ts';
import { toolCallIds } from '../wire/tool-call-ids.ts';
import { nameToolResults } from '../wire/tool-turns.ts';
import { families } from './families.ts';
import { coreWires, type Upstream } from './upstream.ts';
import { sameNames } from './vendor-api.ts';

/** @see https://docs.mistral.ai/capabilities/reasoning/adjustable · the catalogue of @ai-sdk/mistral 4.0.87 (2026-11) */
const familyOf = families<'reasons'>([
  'mistral-small-(?:latest|2603) mistral-medium$ mistral-medium-(?:latest|2604|3$|3[.-]5) mistral-vibe ' +
    'magistral-\\w+-latest labs-leanstral (?:zai-)?glm-5-2: none high reasons',
  'magistral: reasons',
  'mistral-large-4: low medium high reasons',
  'zai-glm: low high max reasons',
]);

/** Unknown keys are rejected (`extra_forbidden`). @see https://docs.mistral.ai/api */
const fields =
  'max_tokens temperature top_p stop random_seed frequency_penalty presence_penalty response_format ' +
  'tools tool_choice parallel_tool_calls prediction prompt_cache_key prompt_mode reasoning_effort ' +
  'safe_prompt document_image_limit document_page_limit';

/** Options of `@ai-sdk/mistral` 2 to 4. */
const options: VendorOptionTable = namedOptions(
  'safePrompt documentImageLimit documentPageLimit parallelToolCalls reasoningEffort promptCacheKey ' +
    'structuredOutputs= strictJsonSchema=',
);

const requiredAsAny: BodyStep = body =>
  body.tool_choice === 'required' ? { ...body, tool_choice: 'any' } : body;

/** An image is its URL, without the object around it. */
const imageStrings: BodyStep = body =>
  mapMessages(body, message => {
    const { content } = message;
    return typeof content === 'object' && content
      ? { ...message, content: content.map(imageString) }
      : message;
  });

function imageString(part: WirePart): WirePart {
  return isRecord(part.image_url) ? { ...part, image_url: part.image_url.url } : part;
}

/** Earlier reasoning is a closed part of the content, before the text. */
const replayAsThinkingParts: BodyStep = replay((reasoning, { content }) => {
  const thinking = { type: 'thinking', thinking: [{ type: 'text', text: reasoning }], closed: true };
  const parts = content ? [{ type: 'text', text: content }] : [];
  return { content: [thinking, ...(Array.isArray(content) ? content : parts)] };
});

/** An assistant turn between a tool result and the user, which the chat template requires. */
const turnAfterTool: BodyStep = body => {
  const messages = body.messages.flatMap((message, index) =>
    message.role === 'user' && body.messages[index - 1]?.role === 'tool'
      ? [{ role: 'assistant', content: 'Done.' } as const, message]
      : [message],
  );
  return { ...body, messages };
};

/** Marks a last assistant message as one to continue, which a forced call does not do. */
const prefixed: BodyStep = (body, context) =>
  body.tool_choice === 'any' || typeof body.tool_choice === 'object'
    ? askToContinue(body, context)
    : mapPrefill(body, message => ({ ...message, prefix: true }));

function profile(model: string): UpstreamProfile {
  const { efforts, has } = familyOf(model);
  return {
    vendor: { keys: ['mistral'], options },
    // Usage arrives with the last chunk; `stream_options` is rejected.
    includeUsage: false,
    // mistral-embed has a fixed size: the catalogue of @ai-sdk/mistral 4.0.87 (2026-11).
    embeddingFields: { dimensions: /mistral-embed/.test(model) ? null : 'output_dimension', user: null },
    supportedUrls: httpsFileURLs,
    preparePrompt: sendFiles({
      parts: {
        'application/pdf': ({ address }) => ({ type: 'document_url', document_url: address }),
        // `AudioChunk` of @mistralai/mistralai 2.7.0.
        ...(/voxtral/i.test(model) && {
          'audio/*': ({ base64 }) => ({ type: 'input_audio', input_audio: base64 }),
        }),
      },
      urls: /pdf/,
    }),
    body: compose(
      renameField('seed', 'random_seed'),
      reasoningEffort(efforts),
      onlyFields(fields),
      clampTemperature(1.5),
      requiredAsAny,
      systemsFirst,
      plainContent,
      has('reasons') ? replayAsThinkingParts : replayReasoning('none'),
      toolCallIds({ accepts: /^[a-zA-Z0-9]{9}$/, length: 9 }),
      nameToolResults,
      turnAfterTool,
      prefixed,
      imageStrings,
      unstructured,
      jsonSchemaEnvelope((_, { strictJsonSchema }) => strictJsonSchema === true),
      mentionJSON,
    ),
    answer: echoedPrefill,
  };
}

/**
 * Mistral, whose request schema is closed.
 * @verified 2026-11 · @ai-sdk/mistral 4.0.87, @mistralai/mistralai 2.7.0, litellm (autumn 2026), reports of codes 3230 and 3280
 * @open All models get an assistant turn between a tool result and a user message.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/mistral/
 */
export const mistral: Upstream = {
  name: 'mistral',
  otherSpellings: { mistralai: 'mistral/' },
  // At most 512 texts (code 3210) and some 16,384 tokens a request: what @ai-sdk/mistral sends (2026-11).
  embeddingsPerCall: 32,
  bareIds: /^(?:mistral|magistral|codestral|ministral|devstral)/,
  compat: {},
  native: { base: 'v1/', wires: coreWires },
  api: {
    create: 'createMistral',
    baseURL: 'https://api.mistral.ai/v1',
    options: {
      key: 'mistral',
      names: sameNames('reasoningEffort parallelToolCalls'),
      efforts: model => familyOf(model).efforts,
    },
  },
  profile,
};
