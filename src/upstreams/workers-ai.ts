import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools, type WireBody, without, withoutTools } from '../wire/body.ts';
import { compose, dropFields, limitStopSequences, namedOptions } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import { nullContentAsEmpty, singleLeadingSystem, textAsString } from '../wire/messages.ts';
import {
  type AnswerFixes,
  type BodyStep,
  reportChange,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonSchemaEnvelope } from '../wire/response-format.ts';
import { mapEnvelope, mapSchema, mapToolSchemas, responseSchema } from '../wire/schemas.ts';
import { nameToolResults } from '../wire/tool-turns.ts';
import { allKinds, type Upstream } from './upstream.ts';

/**
 * Workers AI has two request schemas. The catalogue does not say which one a model accepts, so the older
 * families are listed; all others get the newer, OpenAI-shaped schema. Not verified for each model:
 * move a model by editing this pattern.
 * @see https://developers.cloudflare.com/workers-ai/models/
 */
const legacy =
  /\/(?:(?:meta-)?llama|mistral|hermes|qwq|qwen1\.5|qwen2\.5|deepseek-(?:r1-distill|math|coder)|gemma-(?:2|3|7)|phi|openchat|zephyr|starling|neural-chat|tinyllama|una-cybertron|falcon|sqlcoder|discolm|openhermes)/;

/** Models of the older schema that accept images. @see https://developers.cloudflare.com/workers-ai/models/ */
const sees = /vision|llama-4|gemma-3|llava|mistral-small-3/;

/** Reasoning efforts by model, where they are documented. @see https://github.com/cloudflare/cloudflare-docs/pull/33541 */
const efforts: readonly (readonly [RegExp, string])[] = [
  [/\/gemma-4/, 'none high'],
  [/\/glm-5\.2/, 'none low medium high max'],
  [/\/gpt-oss|\/kimi-k2\.7-code/, 'low medium high'],
];

export interface WorkersAIModel {
  readonly schema: 'legacy' | 'modern';
  readonly efforts: string;
  readonly images: boolean;
}

function workersAIModel(model: string): WorkersAIModel {
  const id = model.toLowerCase();
  if (legacy.test(id)) return { schema: 'legacy', efforts: '', images: sees.test(id) };
  const known = efforts.find(([pattern]) => pattern.test(id));
  return { schema: 'modern', images: true, efforts: known?.[1] ?? 'none low medium high' };
}

/**
 * Both schemas reject `content: null` and text in lists ("Type mismatch of '/messages/0/content', 'array' not
 * in 'string'", code 5006), and their chat templates require one system message, first.
 * @see https://github.com/anomalyco/opencode/issues/30381
 */
const messages: BodyStep = compose(textAsString, nullContentAsEmpty, singleLeadingSystem, nameToolResults);

/** The older form: the schema itself, with the name and description of its envelope as title and description. */
const bareJsonSchema = mapEnvelope((schema, { name, description }) => ({
  ...schema,
  ...(name !== undefined && name !== 'response' && { title: name }),
  ...(description !== undefined && { description }),
}));

/** Removes descriptions that are not strings (`false`, from loose schemas), which are rejected with 8001. */
const toolDescriptions = mapToolSchemas(schema => mapSchema(schema, textDescription));

function textDescription(schema: JSONSchema): JSONSchema {
  if (schema.description === undefined || typeof schema.description === 'string') return schema;
  return without(schema, 'description');
}

/** The older schema requires a type and a description for every property, and a description for every tool. */
const describedTools: BodyStep = body =>
  mapTools(describedProperties(body), tool => ({ ...tool, description: tool.description ?? tool.name }));

const describedProperties = mapToolSchemas(schema => mapSchema(schema, described));

function described(schema: JSONSchema): JSONSchema {
  const { properties } = schema;
  if (!isRecord(properties)) return schema;
  const named = Object.entries(properties).map(([name, item]) => [
    name,
    isRecord(item) ? typed(item, name) : item,
  ]);
  return { ...schema, properties: Object.fromEntries(named) };
}

/** One type is expected: of several forms, the first that is not `null`. */
function typed(schema: JSONSchema, name: string): JSONSchema {
  const { anyOf, ...rest } = schema;
  const forms = Array.isArray(anyOf) ? anyOf.filter(isRecord) : [];
  const form = rest.type === undefined ? forms.find(item => item.type !== 'null') : undefined;
  const { type = 'string', ...told } = { ...form, ...rest };
  return { ...(form === undefined && anyOf !== undefined && { anyOf }), type, description: name, ...told };
}

/** The older schema accepts one of them; the schema wins, since it defines the response. */
const noToolsWithSchema: BodyStep = (body, { warn }) => {
  if (responseSchema(body) === undefined || body.tools === undefined) return body;
  reportUnsupported(
    warn,
    'tools',
    'this model does not accept tools beside a JSON schema; they were left out.',
  );
  return withoutTools(body);
};

/** "JSON Schema mode is not supported with stream mode." (5023): requested whole, passed on as a stream. */
const noStreamWithSchema: BodyStep = (body, { warn }) => {
  if (responseSchema(body) === undefined || body.stream !== true) return body;
  reportChange(
    warn,
    'responseFormat JSON schema',
    'this model does not stream responses with a JSON schema; the response arrives in one piece.',
  );
  return { ...body, stream: undefined, stream_options: undefined };
};

const legacyBody: BodyStep = compose(
  dropFields('stop logit_bias logprobs top_logprobs verbosity'),
  reasoningEffort({ allowed: '' }),
  messages,
  replayReasoning('none'),
  toolDescriptions,
  describedTools,
  noToolsWithSchema,
  noStreamWithSchema,
  bareJsonSchema,
);

/** Options of workers-ai-provider, under their own names. */
const options: VendorOptionTable = namedOptions('reasoning_effort chat_template_kwargs');

function modernBody(efforts: string): BodyStep {
  return compose(
    dropFields('top_k verbosity'),
    limitStopSequences,
    // `none` is written as null (workers-ai-provider 4.0.0, 2026-07).
    reasoningEffort({ allowed: efforts, wire: { none: null } }),
    messages,
    // vLLM, which serves these models, reads earlier reasoning from `reasoning`.
    replayReasoning('reasoning'),
    toolDescriptions,
    jsonSchemaEnvelope(),
  );
}

/** gpt-oss occasionally writes a forced call as text (https://github.com/cloudflare/ai/issues/574). */
function answerFixes({ tools, tool_choice }: WireBody): AnswerFixes {
  const forced = tool_choice === 'required' || typeof tool_choice === 'object';
  if (!forced || tools === undefined) return { uniqueToolCallIds: true };
  return { uniqueToolCallIds: true, toolCallsInText: tools.map(tool => tool.function.name) };
}

function profile(model: string): UpstreamProfile {
  const { schema, efforts, images } = workersAIModel(model);
  return {
    vendor: { keys: ['workers-ai', 'workersai'], options },
    // Images travel inline only, so the SDK downloads every URL.
    preparePrompt: sendFiles({ images: schema === 'modern' || images }),
    body: schema === 'legacy' ? legacyBody : modernBody(efforts),
    answer: answerFixes,
  };
}

/**
 * Models that Cloudflare runs itself, `@cf/author/model`.
 * @verified 2026-08 · workers-ai-provider 4.0.0, published model schemas
 * @open Which models use the older schema: they are recognised by name.
 * @open Newer schemas deprecate `max_tokens` in favour of `max_completion_tokens`: the former is sent, which both accept.
 * @open Whether newer models accept the bare form of a response schema: the envelope is sent, as in their schema.
 * @see https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/
 */
export const workersAI: Upstream = {
  name: 'workers-ai',
  aliases: ['@cf', '@hf'],
  rest: { prefix: '', kinds: allKinds },
  compat: { kinds: allKinds },
  native: { base: 'v1/', kinds: allKinds },
  binding: { prefix: '', kinds: allKinds },
  cloudflare: true,
  refusals: [
    {
      models: /\/(?:bge-(?!reranker)|embeddinggemma|qwen3-embedding|plamo-embedding)/,
      kinds: ['chat'],
      reason: 'it is an embedding model',
      use: '`cloudflare.textEmbeddingModel(…)`',
    },
    {
      models:
        /\/(?:flux|stable-diffusion|dreamshaper|phoenix|lucid|whisper|nova-|aura-|melotts|bge-reranker|llama-guard|m2m100|resnet|detr|distilbert|bart-large-cnn|smart-turn)/,
      kinds: allKinds,
      reason: 'it is not a chat or embedding model',
      use: 'the workers-ai-provider package',
    },
  ],
  profile,
};
