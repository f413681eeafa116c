import { mapTools } from '../wire/body.ts';
import { clampTemperature, compose, onlyFields } from '../wire/fields.ts';
import { imageURLs, sendFiles } from '../wire/files.ts';
import { nullContentAsEmpty, singleLeadingSystem, textAsString } from '../wire/messages.ts';
import type { BodyStep, UpstreamProfile } from '../wire/profile.ts';
import { composePromptSteps, sendReasoningDetails } from '../wire/prompt.ts';
import { replayAsDetails } from '../wire/reasoning.ts';
import { jsonModeAsInstruction, jsonSchemaEnvelope } from '../wire/response-format.ts';
import { inlineRefs, mapSchemas, responseSchema, withParameters } from '../wire/schemas.ts';
import { relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import type { Upstream } from './upstream.ts';

/** The closed schema of the catalogue. @see https://developers.cloudflare.com/ai/models/minimax-m3/ */
const fields = [
  'max_tokens',
  'temperature',
  'top_p',
  'tools',
  'tool_choice',
  'response_format',
  'mask_sensitive_info',
];

/** A tool must have a description. */
const describedTools: BodyStep = body =>
  mapTools(body, tool => ({ ...tool, description: tool.description ?? '' }));

/** The schema is closed too: a type and properties. What is required stands in the description. */
const closedSchema: BodyStep = body => {
  const schema = responseSchema(body);
  if (schema === undefined) return body;
  const { type, properties, required } = inlineRefs(schema);
  const { description, ...envelope } = body.response_format?.json_schema ?? {};
  const demanded = Array.isArray(required) ? `Required properties: ${required.join(', ')}.` : undefined;
  const said = [description, demanded].filter(note => typeof note === 'string').join(' ');
  const json_schema = {
    ...envelope,
    ...(said !== '' && { description: said }),
    schema: { type, properties },
  };
  return { ...body, response_format: { type: 'json_schema', json_schema } };
};

function profile(): UpstreamProfile {
  return {
    vendor: { keys: ['minimax'], options: {} },
    supportedUrls: imageURLs,
    preparePrompt: composePromptSteps(sendFiles({}), sendReasoningDetails),
    body: compose(
      clampTemperature(1),
      onlyFields(fields),
      relaxToolChoice({ refuses: 'forced', because: 'MiniMax chooses tools by itself' }),
      textAsString,
      nullContentAsEmpty,
      singleLeadingSystem,
      replayAsDetails,
      withoutStrictTools,
      describedTools,
      withParameters,
      mapSchemas((schema, place) => (place === 'tool' ? inlineRefs(schema) : schema)),
      closedSchema,
      jsonSchemaEnvelope(),
      jsonModeAsInstruction,
    ),
    answer: () => ({ repeatedReasoning: 'whole' }),
  };
}

/**
 * MiniMax, whose catalogue schema is closed.
 * @verified 2026-08 · catalogue schemas of minimax-m3 and m2.7, MiniMax-AI/MiniMax-M2 issues 51 and 76
 * @open Whether the closed form of a response schema is enforced: it is taken literally.
 * @open Whether reasoning comes in growing pieces on m3: such pieces are recognised.
 * @see https://developers.cloudflare.com/ai/models/
 */
export const miniMax: Upstream = {
  name: 'minimax',
  bareIds: /^minimax/,
  rest: { prefix: 'minimax' },
  binding: { prefix: 'minimax' },
  profile,
};
