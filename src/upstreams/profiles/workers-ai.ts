import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { dropFields } from '../../wire/drop-fields.ts';
import { reasoningEffort } from '../../wire/effort.ts';
import { atMostFourStops } from '../../wire/four-stops.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import type { AnswerFixes, BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { replayReasoning } from '../../wire/reasoning-replay.ts';
import { bareJsonSchema, jsonSchemaEnvelope, responseSchema } from '../../wire/response-format.ts';
import { singleLeadingSystem } from '../../wire/system-messages.ts';
import { nameToolResults } from '../../wire/tool-calls.ts';
import { describedTools, toolDescriptions } from '../../wire/tool-descriptions.ts';
import type { WireBody } from '../../wire/wire-body.ts';
import { workersAIModel } from './workers-ai-models.ts';

/**
 * Both schemas refuse `content: null` and text in lists ("Type mismatch of '/messages/0/content', 'array' not
 * in 'string'", code 5006), and their chat templates want one system message, first.
 * @see https://github.com/anomalyco/opencode/issues/30381
 */
const messages: BodyStep = compose(textAsString, nullContentAsEmpty, singleLeadingSystem, nameToolResults);

/** The older schema has no way to say both; the schema is what the caller asked the answer to be. */
const noToolsWithSchema: BodyStep = (body, { warn }) => {
  if (responseSchema(body) === undefined || body.tools === undefined) return body;
  const details = 'this model takes no tools together with a JSON schema; the tools were left out.';
  warn({ type: 'unsupported', feature: 'tools', details });
  return { ...body, tools: undefined, tool_choice: undefined, parallel_tool_calls: undefined };
};

/** "JSON Schema mode is not supported with stream mode." (5023): asked for whole, handed on as a stream. */
const noStreamWithSchema: BodyStep = (body, { warn }) => {
  if (responseSchema(body) === undefined || body.stream !== true) return body;
  const details = 'this model does not stream JSON schema answers; the answer arrives in one piece.';
  warn({ type: 'compatibility', feature: 'responseFormat JSON schema', details });
  return { ...body, stream: undefined, stream_options: undefined };
};

const legacyBody: BodyStep = compose(
  dropFields(['stop', 'logit_bias', 'logprobs', 'top_logprobs', 'verbosity']),
  reasoningEffort({ allowed: [] }),
  messages,
  replayReasoning('none'),
  toolDescriptions,
  describedTools,
  noToolsWithSchema,
  noStreamWithSchema,
  bareJsonSchema,
);

/** Options of workers-ai-provider, under their own names. */
const options: VendorOptionTable = {
  reasoning_effort: { wire: 'reasoning_effort' },
  chat_template_kwargs: { wire: 'chat_template_kwargs' },
};

function modernBody(efforts: readonly string[]): BodyStep {
  return compose(
    dropFields(['top_k', 'verbosity']),
    atMostFourStops,
    // `none` is written as null (workers-ai-provider 4.0.0, 2026-07).
    reasoningEffort({ allowed: efforts, wire: { none: null } }),
    messages,
    // vLLM, which serves these models, reads earlier reasoning from `reasoning`.
    replayReasoning('reasoning'),
    toolDescriptions,
    jsonSchemaEnvelope(),
  );
}

/** gpt-oss writes a forced call as text now and then (https://github.com/cloudflare/ai/issues/574). */
function answerFixes({ tools, tool_choice }: WireBody): AnswerFixes {
  const forced = tool_choice === 'required' || typeof tool_choice === 'object';
  if (!forced || tools === undefined) return { uniqueToolCallIds: true };
  return { uniqueToolCallIds: true, leakedCalls: tools.map(tool => tool.function.name) };
}

/**
 * Models that Cloudflare runs.
 * @verified 2026-08 · workers-ai-provider 4.0.0, published model schemas
 * @open Which models take the older schema: told apart by name.
 * @open Newer schemas call `max_tokens` deprecated for `max_completion_tokens`: the first is sent, which both know.
 * @open Whether newer models take the bare form of a response schema: the envelope is sent, as their schema says.
 * @see https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/
 */
export function workersAIProfile(model: string): UpstreamProfile {
  const { schema, efforts, images } = workersAIModel(model);
  return {
    vendor: { keys: ['workers-ai', 'workersai'], options },
    // Images travel in-line only, so the SDK downloads every URL.
    lift: liftFiles({ images: schema === 'modern' || images }),
    body: schema === 'legacy' ? legacyBody : modernBody(efforts),
    answer: answerFixes,
  };
}
