import { compose } from '../../wire/compose.ts';
import { nullContentAsEmpty, textAsString } from '../../wire/content.ts';
import { reasoningEffort } from '../../wire/effort.ts';
import { liftFiles } from '../../wire/lift-files.ts';
import { onlyFields } from '../../wire/only-fields.ts';
import type { BodyStep, UpstreamProfile, VendorOptionTable } from '../../wire/profile.ts';
import { replayReasoning } from '../../wire/reasoning-replay.ts';
import { jsonWord, responseSchema } from '../../wire/response-format.ts';
import { withoutStrictTools } from '../../wire/strict-tools.ts';
import { singleLeadingSystem } from '../../wire/system-messages.ts';
import { choiceByOffer } from '../../wire/tool-choice.ts';

/** What Cohere's compatibility API supports. @see https://docs.cohere.com/docs/compatibility-api */
const fields = [
  'max_tokens',
  'temperature',
  'top_p',
  'stop',
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'reasoning_effort',
  'response_format',
  'tools',
  'tool_choice',
];

/** Options of `@ai-sdk/cohere` 2. */
const options: VendorOptionTable = { thinking: { step: true } };

/** `thinking` of the native format as the effort of this one. */
const thinking: BodyStep = (body, { vendorOptions, warn }) => {
  const asked = vendorOptions.thinking;
  if (typeof asked !== 'object' || asked === null) return body;
  if ('tokenBudget' in asked) {
    const details = "Cohere's OpenAI format has no token budget.";
    warn({ type: 'unsupported', feature: 'providerOptions.cohere.thinking.tokenBudget', details });
  }
  const off = 'type' in asked && asked.type === 'disabled';
  return { ...body, reasoning_effort: body.reasoning_effort ?? (off ? 'none' : 'high') };
};

/** JSON mode with the schema beside it. */
const schemaBesideType: BodyStep = body => {
  const schema = responseSchema(body);
  return schema === undefined ? body : { ...body, response_format: { type: 'json_object', schema } };
};

/**
 * Cohere's compatibility API.
 * @verified 2026-11 · docs.cohere.com/docs/compatibility-api
 * @open Whether compat leads to the compatibility API or to the native one.
 * @open `tool_choice` stands in neither list: a named tool is the only one offered, other choices are left out.
 * @open Whether streams take `stream_options`: it is sent, since usage is lost otherwise.
 * @open The form of a response schema: `json_object` with `schema` beside it.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/cohere/
 */
export function cohereProfile(): UpstreamProfile {
  return {
    vendor: { keys: ['cohere'], options },
    lift: liftFiles({}),
    body: compose(
      thinking,
      reasoningEffort({ allowed: ['none', 'high'] }),
      onlyFields(fields),
      choiceByOffer,
      withoutStrictTools,
      textAsString,
      nullContentAsEmpty,
      singleLeadingSystem,
      replayReasoning('none'),
      schemaBesideType,
      jsonWord,
    ),
  };
}
