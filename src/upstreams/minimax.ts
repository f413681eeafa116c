import { mapTools } from '../wire/body.ts';
import { clampTemperature, compose, onlyFields } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import type { BodyStep, UpstreamProfile } from '../wire/profile.ts';
import { sendReasoningDetails } from '../wire/prompt.ts';
import { replayAsDetails } from '../wire/reasoning.ts';
import { jsonModeAsInstruction, jsonSchemaEnvelope, objectAnswers } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { mapEnvelope } from '../wire/schemas.ts';
import { relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import { mediaWires, type Upstream } from './upstream.ts';

/** The closed schema of the catalogue. @see https://developers.cloudflare.com/ai/models/minimax-m3/ */
const fields = 'max_tokens temperature top_p tools tool_choice response_format mask_sensitive_info';

const schemas: SchemaRules = '-$ref -prefixItems';

/** A tool must have a description. */
const describedTools: BodyStep = body =>
  mapTools(body, tool => ({ ...tool, description: tool.description ?? '' }));

/** The schema is closed too: a type and properties. The description lists what is required. */
const closedSchema = mapEnvelope((schema, { description, ...envelope }) => {
  const { type, properties, required } = schema;
  const note = Array.isArray(required) && `Required properties: ${required.join(', ')}.`;
  const text = [description, note].filter(item => typeof item === 'string').join(' ');
  return { ...envelope, ...(text !== '' && { description: text }), schema: { type, properties } };
});

function profile(): UpstreamProfile {
  return {
    vendor: { keys: ['minimax'], options: {} },
    schemas,
    supportedUrls: imageURLs,
    preparePrompt: compose(sendFiles({}), sendReasoningDetails),
    body: compose(
      clampTemperature(1),
      onlyFields(fields),
      relaxToolChoice('forced'),
      plainContent,
      singleLeadingSystem,
      replayAsDetails,
      withoutStrictTools,
      describedTools,
      objectAnswers,
      closedSchema,
      jsonSchemaEnvelope(),
      jsonModeAsInstruction,
    ),
    // M2 repeats the reasoning as a `<think>` block of the text (MiniMax-M2#95).
    answer: () => ({ repeatedReasoning: 'whole', thinkTags: true }),
  };
}

/**
 * MiniMax, whose catalogue schema is closed.
 * @verified 2026-08 · catalogue schemas of minimax-m3 and m2.7, MiniMax-AI/MiniMax-M2 issues 51 and 76
 * @open The closed form of a response schema is followed literally.
 * @open Growing pieces of reasoning are recognised.
 * @see https://developers.cloudflare.com/ai/models/
 */
export const miniMax: Upstream = {
  name: 'minimax',
  bareIds: /^minimax/,
  rest: {},
  runs: mediaWires,
  binding: {},
  profile,
};
