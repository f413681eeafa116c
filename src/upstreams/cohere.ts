import { isRecord } from '../json-values.ts';
import { withoutTools } from '../wire/body.ts';
import { clampTemperature, compose, namedOptions, onlyFields } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import { plainContent, singleLeadingSystem } from '../wire/messages.ts';
import {
  type BodyStep,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning } from '../wire/reasoning.ts';
import { mentionJSON } from '../wire/response-format.ts';
import { responseSchema } from '../wire/schemas.ts';
import { withChosenTool, withoutStrictTools } from '../wire/tools.ts';
import type { Upstream } from './upstream.ts';

/** What Cohere's compatibility API supports. @see https://docs.cohere.com/docs/compatibility-api */
const fields =
  'max_tokens temperature top_p stop seed frequency_penalty presence_penalty reasoning_effort ' +
  'response_format tools tool_choice';

/** Options of `@ai-sdk/cohere` 2. */
const options: VendorOptionTable = namedOptions('thinking=');

/** `thinking` of the native format as the effort of this one. */
const thinking: BodyStep = (body, { vendorOptions, warn }) => {
  const requested = vendorOptions.thinking;
  if (!isRecord(requested)) return body;
  if ('tokenBudget' in requested) {
    reportUnsupported(
      warn,
      'providerOptions.cohere.thinking.tokenBudget',
      'this model has no thinking budget.',
    );
  }
  const off = 'type' in requested && requested.type === 'disabled';
  return { ...body, reasoning_effort: body.reasoning_effort ?? (off ? 'none' : 'high') };
};

/** Offers only the chosen tool, and sends no `tool_choice`. */
const offerChosenTool: BodyStep = (body, { warn }) => {
  const { tool_choice: choice } = body;
  if (choice === undefined) return body;
  if (choice !== 'auto')
    reportUnsupported(
      warn,
      'toolChoice',
      "tools that it excludes were left out, and no call is forced. For that, use `cloudflare.carry('cohere', createCohere)`.",
    );
  if (choice === 'none') return withoutTools(body);
  return { ...withChosenTool(body), tool_choice: undefined };
};

/** JSON mode with the schema beside it. */
const schemaBesideType: BodyStep = body => {
  const schema = responseSchema(body);
  return schema === undefined ? body : { ...body, response_format: { type: 'json_object', schema } };
};

function profile(): UpstreamProfile {
  return {
    vendor: { keys: ['cohere'], options },
    preparePrompt: sendFiles({}),
    body: compose(
      thinking,
      reasoningEffort('none high'),
      onlyFields(fields),
      clampTemperature(1),
      offerChosenTool,
      withoutStrictTools,
      plainContent,
      singleLeadingSystem,
      replayReasoning('none'),
      schemaBesideType,
      mentionJSON,
    ),
  };
}

/**
 * Cohere's compatibility API.
 * Its native path is in Cohere's own format, so every call goes through compat.
 * @verified 2026-11 · docs.cohere.com/docs/compatibility-api
 * @open Whether compat uses the compatibility API or the native one.
 * @open A named tool is the only one offered; other choices are left out.
 * @open `stream_options` is sent, since usage is lost otherwise.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/cohere/
 */
export const cohere: Upstream = {
  name: 'cohere',
  bareIds: /^command/,
  compat: {},
  api: { create: 'createCohere', baseURL: 'https://api.cohere.com/v2' },
  profile,
};
