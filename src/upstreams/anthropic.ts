import { isRecord, type JSONRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import {
  changing,
  clampTemperature,
  compose,
  dropFields,
  namedOptions,
  snakeCase,
  when,
  words,
} from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import {
  askToContinue,
  mapPrefill,
  mergeUsers,
  singleLeadingSystem,
  startWithUser,
  withoutBlankText,
} from '../wire/messages.ts';
import {
  type BodyStep,
  type CallWarning,
  reportChange,
  reportUnsupported,
  type UpstreamProfile,
  type VendorOptionTable,
} from '../wire/profile.ts';
import { reasoningEffort, replayReasoning, thinkingType } from '../wire/reasoning.ts';
import { jsonToolFix, schemaAsText, schemaAsTool } from '../wire/response-format.ts';
import type { SchemaRules } from '../wire/schema/schema-rules.ts';
import { toolCallIds } from '../wire/tool-call-ids.ts';
import { toolTurnsAsText } from '../wire/tool-turns.ts';
import { relaxToolChoice, withoutStrictTools } from '../wire/tools.ts';
import type { Upstream } from './upstream.ts';
import type { VendorAPI } from './vendor-api.ts';

/**
 * A Claude model by its name and version, as in `claude-opus-4-7`; the ids of earlier ones begin with the version. What
 * is published for a version holds for later ones; `NaN`, without a version, is neither before nor after another.
 * Sources: the catalogue of @ai-sdk/anthropic 4.0.105 (2026-11) and pydantic-ai (2026-08).
 */
interface Claude {
  readonly name: string;
  readonly version: number;
}

export function claudeOf(model: string): Claude {
  const [, name = '', major, minor = 0] =
    // The catalogue spells versions with a dot, Anthropic with a dash.
    /^claude-(?:([a-z]+)(?:-|$))?v?(\d+)?(?:[.-](\d)(?!\d))?/.exec(model.toLowerCase()) ?? [];
  return { name, version: Number(`${major}.${minor}`) };
}

const thinksAlways = ({ name, version }: Claude): boolean =>
  name === 'fable' || (version === 5.5 && name !== 'haiku');
const refusesForcedTools = (claude: Claude): boolean =>
  claude.name === 'mythos' || (thinksAlways(claude) && claude.version > 5);

/**
 * The efforts of the Messages API. The parameter begins with Opus 4.5, `max` with 4.6 and `xhigh` with Opus 4.7; `none`
 * turns thinking off.
 */
function effortsOf(claude: Claude): string {
  const { name, version } = claude;
  if (version < 4.5 || (version === 4.5 && name !== 'opus')) return 'none';
  const efforts = `low medium high${version < 4.7 ? '' : ' xhigh'}${version === 4.5 ? '' : ' max'}`;
  return thinksAlways(claude) ? efforts : `none ${efforts}`;
}

/** The largest thinking budgets of the efforts below `max`. */
const budgets: readonly number[] = [4096, 10_000, 24_000, 48_000];

/** Options of `@ai-sdk/anthropic` 2. */
const options: VendorOptionTable = {
  ...namedOptions('structuredOutputMode= effort=reasoning_effort'),
  thinking: { wire: 'thinking', map: snakeCase },
  disableParallelToolUse: { wire: 'parallel_tool_calls', map: disabled => disabled !== true },
};

/**
 * Schemas are checked against draft 2020-12, and the names of arguments against a pattern.
 * @see https://github.com/vercel/ai/issues/2271 · https://github.com/anthropics/claude-code/issues/34771 ·
 * https://github.com/beautyfree/appstore-connect-mcp/issues/2
 */
export const claudeSchemas: SchemaRules = 'plain-names';

const thinks = (body: WireBody): boolean =>
  thinkingType(body, (body.reasoning_effort ?? 'none') === 'none' ? 'disabled' : 'enabled') !== 'disabled';

/**
 * Anthropic requires a limit; without one, the maximum of the generation is sent. It includes thinking and must exceed
 * its budget, so the budget is added where it does not.
 */
const maxTokens =
  ({ version }: Claude): BodyStep =>
  body => {
    const most = version < 4 ? 8192 : 32_000;
    const limit = body.max_tokens ?? (version < 3.5 ? 4096 : most);
    const { thinking } = body;
    const budget = isRecord(thinking) ? thinking.budget_tokens : 0;
    return { ...body, max_tokens: typeof budget === 'number' && limit <= budget ? limit + budget : limit };
  };

/** The schema as a forced tool, or as text where a call cannot be forced. */
const structuredOutput =
  (cannotForce: (body: WireBody) => boolean): BodyStep =>
  (body, context) => {
    if (context.vendorOptions.structuredOutputMode === 'outputFormat') {
      reportUnsupported(
        context.warn,
        'providerOptions.anthropic.structuredOutputMode',
        'the schema is sent as a forced tool.',
      );
    }
    return (cannotForce(body) ? schemaAsText : schemaAsTool)(body, context);
  };

/**
 * Models from 4.7 on refuse a budget: the nearest effort, and thinking as much as the model finds right.
 * @see https://github.com/maximhq/bifrost/issues/5934
 */
const adaptiveThinking =
  ({ name, version }: Claude): BodyStep =>
  (body, { warn }) => {
    const { thinking } = body;
    if (!isRecord(thinking) || !(version >= 4.7 || /mythos|fable/.test(name))) return body;
    const { budget_tokens: budget, ...rest } = thinking;
    // Without it, Opus 4.7 and 4.8 leave the text of their thinking out.
    const shown = { ...(name === 'opus' && version < 5 && { display: 'summarized' }), ...rest };
    if (thinking.type === 'adaptive') return { ...body, thinking: shown };
    if (thinking.type !== 'enabled') return body;
    const above = budgets.filter(most => Number(budget) > most).length;
    const effort = body.reasoning_effort ?? words('low medium high xhigh max')[above];
    reportChange(
      warn,
      'providerOptions.anthropic.thinking',
      `this model has no thinking budget; effort "${effort}" was sent.`,
    );
    return { ...body, thinking: { ...shown, type: 'adaptive' }, reasoning_effort: effort };
  };

const withoutBlankStops = changing('stopSequences', 'blank sequences were left out.', ({ stop = [] }) => {
  const kept = stop.filter(sequence => sequence.trim() !== '');
  return kept.length < stop.length && { stop: kept.length > 0 ? kept : undefined };
});

/** A text to continue ends without white space. */
const trimmedPrefill: BodyStep = body =>
  mapPrefill(body, (message, text) =>
    typeof message.content === 'string' ? { ...message, content: text.trimEnd() } : message,
  );

/**
 * A history as Claude accepts it, whoever passes it on. Models from 4.6 on do not continue a message of the assistant.
 * @see https://platform.claude.com/docs/en/release-notes/overview (2026-02-05) ·
 * https://github.com/openclaw/openclaw/issues/75395 · https://github.com/anomalyco/opencode/pull/1525
 */
export function claudeHistory({ version }: Claude): BodyStep {
  return compose(
    withoutBlankText,
    singleLeadingSystem,
    startWithUser,
    trimmedPrefill,
    version >= 4.6 && askToContinue,
    mergeUsers,
    toolCallIds({ accepts: /^[a-zA-Z0-9_-]{1,64}$/, length: 32, replaces: /[^a-zA-Z0-9_-]/g }),
  );
}

function claudeBody(claude: Claude): BodyStep {
  const { version } = claude;
  const cannotForce = (body: WireBody): boolean => thinks(body) || refusesForcedTools(claude);
  return compose(
    dropFields('top_k seed frequency_penalty presence_penalty logit_bias logprobs top_logprobs verbosity'),
    adaptiveThinking(claude),
    reasoningEffort('none low medium high xhigh max'),
    thinksAlways(claude) &&
      when(body => !thinks(body), dropFields('thinking reasoning_effort', 'this model always reasons.')),
    when(
      body => version >= 4.7 || thinks(body),
      dropFields('temperature top_p', 'this model does not accept it, or only without reasoning.'),
    ),
    when(
      body => body.temperature !== undefined,
      dropFields('top_p', 'this model does not accept it together with `temperature`.'),
    ),
    clampTemperature(1),
    maxTokens(claude),
    withoutBlankStops,
    withoutStrictTools,
    structuredOutput(cannotForce),
    relaxToolChoice('forced', cannotForce),
    when(({ tools }) => tools === undefined, toolTurnsAsText()),
    replayReasoning('none'),
    claudeHistory(claude),
  );
}

function profile(model: string): UpstreamProfile {
  return {
    vendor: { keys: ['anthropic'], options },
    schemas: claudeSchemas,
    supportedUrls: { 'image/*': [/^https:\/\/.*$/] },
    preparePrompt: sendFiles({}),
    body: claudeBody(claudeOf(model)),
    answer: jsonToolFix,
  };
}

/**
 * The REST catalogue spells versions with a dot and answers 404/7003 to a dash (observed 2026-10); everything
 * on the gateway host, like Anthropic itself, spells them with a dash. Dated ids have one spelling.
 */
const dotted = (model: string): string => model.replace(/^(claude-[a-z-]+-\d+)-(\d{1,2})$/, '$1.$2');
const dashed = (model: string): string => model.replaceAll('.', '-');

const api: VendorAPI = {
  create: 'createAnthropic',
  baseURL: 'https://api.anthropic.com/v1',
  wires: ['messages'],
  rest: ['messages'],
  wireOf: () => 'messages',
  spell: dashed,
  options: {
    key: 'anthropic',
    names: {
      reasoningEffort: effort => (effort === 'none' ? { thinking: { type: 'disabled' } } : { effort }),
      user: userId => ({ metadata: { userId } }),
      parallelToolCalls: parallel => ({ disableParallelToolUse: !parallel }),
    },
    efforts: model => effortsOf(claudeOf(model)),
  },
  restBody: ['system', withSystemText],
};

/**
 * The REST API refuses blocks in `system` (400/7003, seen on its run path, 2026-10), which the package always sends.
 */
function withSystemText(body: JSONRecord, warn: (warning: CallWarning) => void): JSONRecord {
  const { system } = body;
  if (!Array.isArray(system)) return body;
  if (system.some(block => isRecord(block) && block.cache_control !== undefined)) {
    const details = 'on a system message it is accepted on the native path only.';
    reportUnsupported(warn, 'providerOptions.anthropic.cacheControl', details);
  }
  return { ...body, system: system.map(block => (isRecord(block) ? block.text : '')).join('\n') };
}

/**
 * Claude in the OpenAI format. What the gateway translates is documented for plain conversations only.
 * Its native path is in the Messages format, so the user's own key travels through compat.
 * @verified 2026-11 · @ai-sdk/anthropic 4.0.105, pydantic-ai 4fda389
 * @open A forced tool carries the schema, since compat may not translate `response_format`.
 * @open `reasoning_effort` is sent unchanged.
 * @open Image URLs are sent unchanged.
 * @open Cache breakpoints and PDF parts are not sent.
 * @see https://developers.cloudflare.com/ai-gateway/usage/providers/anthropic/
 */
export const anthropic: Upstream = {
  name: 'anthropic',
  bareIds: /^claude/,
  rest: { spell: dotted },
  compat: { spell: dashed },
  api,
  keyHeader: { name: 'x-api-key' },
  zeroDataRetention: true,
  profile,
};
