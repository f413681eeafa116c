import { isRecord, records } from '../json-values.ts';
import { type JSONSchema, mapTools } from '../wire/body.ts';
import { changing, compose, dropFields, limitStopSequences, namedOptions, when } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import {
  type BodyStep,
  reportChange,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { jsonModeAsInstruction, jsonSchemaEnvelope, schemaAsText } from '../wire/response-format.ts';
import { schemaOfTool } from '../wire/schema/rewrite-schemas.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { mapEnvelope, mapKeyword, mapMembers, responseSchema } from '../wire/schemas.ts';
import { kimiCallIds, ownCallIds } from '../wire/tool-call-ids.ts';
import { nameToolResults } from '../wire/tool-turns.ts';
import { coreWires, mediaWires, type Upstream } from './upstream.ts';
import { workersAIEffort } from './workers-ai-effort.ts';
import {
  type WorkersAIReasoning,
  workersAIInputs,
  workersAIKind,
  workersAIModel,
  workersAITexts,
} from './workers-ai-models.ts';
import { notInNewer, notInOlder } from './workers-ai-table.ts';

/**
 * Both schemas reject `content: null` and text in lists ("Type mismatch of '/messages/0/content', 'array' not
 * in 'string'", code 5006), and their chat templates require one system message, first.
 * @see https://github.com/anomalyco/opencode/issues/30381
 */
const messages: BodyStep = compose(plainContent, singleLeadingSystem, nameToolResults);

/** The older form: the schema itself, with the name of its envelope as title, and the description before its own. */
const bareJsonSchema = mapEnvelope((schema, { name, description }) => ({
  ...schema,
  ...(name !== undefined && name !== 'response' && { title: name }),
  ...(description !== undefined && {
    description: [description, schema.description].filter(Boolean).join(' '),
  }),
}));

/** The older schema has a type for each property, which a reference would contradict. */
const inlineSchemas: SchemaRules = '-$ref -prefixItems';

/**
 * The older schema requires one type and a description for every property, and a description for every tool. A list of
 * types is refused: "Type mismatch of '/tools/0/function/parameters/properties/a/type', 'array' not in 'string'" (5006).
 */
const describedTools: BodyStep = (body, { warn }) =>
  mapTools(body, ({ parameters = {}, name, description = name, ...tool }) => {
    const narrowed = new Set<string>();
    const schema = described(parameters, narrowed);
    if (narrowed.size > 0)
      reportChange(warn, schemaOfTool(name), `only one type was sent: ${[...narrowed].join(', ')}.`);
    return { ...tool, name, description, parameters: Object(schema) };
  });

/** @param narrowed collects the names of properties that have several types */
function described(schema: unknown, narrowed: Set<string>, name?: string): unknown {
  // A property that must be absent.
  if (!isRecord(schema))
    return name !== undefined && schema === false ? described({ not: {} }, narrowed, name) : schema;
  const made = mapMembers(schema, (item, key) =>
    key === 'properties'
      ? mapMembers(Object(item), (property, own) => described(property, narrowed, own))
      : mapKeyword(key, item, one => described(one, narrowed)),
  );
  return name === undefined ? made : typed(made, narrowed, name);
}

/** One type is expected: of several, the first that is not `null`. */
function typed(schema: JSONSchema, narrowed: Set<string>, name: string): JSONSchema {
  const { anyOf, ...rest } = schema;
  const forms = records(anyOf);
  const form = rest.type === undefined ? forms.find(item => item.type !== 'null') : undefined;
  const { type: types = 'string', ...others } = { ...form, ...rest };
  if (Array.isArray(types) || (form && forms.length > 1)) narrowed.add(name);
  const type = [types].flat().find(one => one !== 'null') ?? 'null';
  return { ...(form === undefined && anyOf !== undefined && { anyOf }), type, description: name, ...others };
}

/** The older schema accepts one of them: the tools are kept, since an agent works with them, and the schema becomes text. */
const toolsBeforeSchema = when(body => body.tools !== undefined, schemaAsText);

/** "JSON Schema mode is not supported with stream mode." (5023): requested whole, passed on as a stream. */
const noStreamWithSchema = changing(
  'responseFormat JSON schema',
  'this model does not stream them; the response arrives in one piece.',
  body => responseSchema(body) && body.stream && { stream: undefined, stream_options: undefined },
);

/**
 * `guided_json` instead of `response_format`, which these models do not publish; so JSON without a schema is
 * requested in words.
 */
const guidedJSON: BodyStep = (body, context) => {
  const schema = responseSchema(body);
  if (schema === undefined) return jsonModeAsInstruction(body, context);
  return { ...body, response_format: undefined, guided_json: schema };
};

const olderBody = (guided: boolean): BodyStep =>
  compose(
    dropFields(notInOlder),
    ownCallIds,
    reasoningEffort(''),
    messages,
    replayReasoning('none'),
    describedTools,
    toolsBeforeSchema,
    noStreamWithSchema,
    guided ? guidedJSON : bareJsonSchema,
  );

/** Options of workers-ai-provider, under their own names. */
const options: VendorOptionTable = namedOptions('reasoning_effort chat_template_kwargs');

function newerBody(model: string, reasoning: WorkersAIReasoning): BodyStep {
  return compose(
    dropFields(notInNewer),
    /\/kimi/.test(model) ? kimiCallIds : ownCallIds,
    limitStopSequences(),
    workersAIEffort(reasoning),
    messages,
    // vLLM, which serves these models, reads earlier reasoning from `reasoning`.
    replayReasoning('reasoning'),
    jsonSchemaEnvelope(),
  );
}

function profile(model: string): UpstreamProfile {
  const { older, images, guided, defaultTokens, reasoning } = workersAIModel(model);
  return {
    vendor: { keys: ['workers-ai', 'workersai'], options },
    // Images travel inline only, so the SDK downloads every URL.
    preparePrompt: sendFiles({ images }),
    ...(older && { schemas: inlineSchemas }),
    body: older ? olderBody(guided) : newerBody(model, reasoning),
    answer: () => ({ uniqueToolCallIds: true }),
    // No published input of an embedding model has either.
    ...(workersAIKind(model) === 'embeddings' && { embeddingFields: { dimensions: null, user: null } }),
    ...(defaultTokens !== undefined && { defaultTokens }),
  };
}

/**
 * Models that Cloudflare runs itself, `@cf/author/model`.
 * @verified 2026-11 · @cloudflare/workers-types 5.20261117.1, model catalogue (2026-11-29)
 * @open `max_tokens` is sent, which newer schemas deprecate and accept.
 * @open Newer models get a response schema in its envelope only.
 * @see https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/
 */
export const workersAI: Upstream = {
  name: 'workers-ai',
  aliases: ['@cf', '@hf', 'workersai'],
  otherSpellings: {
    'meta-llama': '@cf/meta/',
    'z-ai': '@cf/zai-org/',
    mistralai: '@cf/mistralai/',
    qwen: '@cf/qwen/',
  },
  rest: { prefix: '', wires: coreWires },
  compat: { wires: coreWires },
  native: { base: 'v1/', wires: coreWires },
  binding: { prefix: '', wires: coreWires },
  runs: [...mediaWires, 'reranking', 'vectors'],
  cloudflare: true,
  kindOf: workersAIKind,
  listedTraits: id => {
    if (workersAIKind(id) !== 'chat') return undefined;
    const { images, older, reasoning } = workersAIModel(id);
    return { images, efforts: older ? [] : reasoning.efforts.filter(effort => effort !== 'none') };
  },
  embeddingsPerCall: workersAITexts,
  inputs: workersAIInputs,
  profile,
};
