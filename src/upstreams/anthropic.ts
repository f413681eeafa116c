import { isRecord, type JSONRecord } from '../json-values.ts';
import type { WireBody } from '../wire/body.ts';
import { clampTemperature, compose, dropFields, namedOptions, snakeCase, when } from '../wire/fields.ts';
import { sendFiles } from '../wire/files.ts';
import {
  askToContinue,
  blankAsEmpty,
  mergeUsers,
  prefill,
  singleLeadingSystem,
  startWithUser,
  withoutEmptyAssistants,
  withoutEmptyText,
} from '../wire/messages.ts';
import {
  type BodyStep,
  type CallWarning,
  type ProfileContext,
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
import { type Families, familyOf, type Upstream } from './upstream.ts';
import type { VendorAPI } from './vendor-api.ts';

/** What Claude models reject. Sources: the catalogue of @ai-sdk/anthropic 4.0.105 (2026-11) and pydantic-ai (2026-08). */
const refusesSampling = /^claude-(?:opus-(?:4-[78]|5)|(?:sonnet|haiku|fable|mythos)-5)/;
/** Unverified: models from 4.6 on reportedly do not continue an assistant message. */
const refusesPrefill = /^claude-[a-z]+-(?:4-[6-9]|[5-9])/;
/** "thinking.type.enabled" is refused. @see https://github.com/maximhq/bifrost/issues/5934 */
const refusesBudget = /^claude-(?:[a-z]+-(?:4-[7-9]|[5-9])|mythos|fable)/;
/** The largest thinking budget of each effort. */
const budgets: readonly (readonly [number, string])[] = [
  [4096, 'low'],
  [10_000, 'medium'],
  [24_000, 'high'],
  [48_000, 'xhigh'],
];
const thinksAlways = /^claude-(?:(?:sonnet|opus)-5-5|fable-5)/;
/**
 * The efforts of the Messages API. The parameter begins with Opus 4.5, `max` with 4.6 and `xhigh` with Opus 4.7; `none`
 * turns thinking off. Source: the catalogue of @ai-sdk/anthropic 4.0.105 (2026-11).
 */
const efforts: Families<string> = [
  [/^claude-(?:v?[0-3](?!\d)|instant)/, 'none'],
  [/^claude-(?:(?:opus|sonnet|haiku)-4(?:-[01])?(?:-\d{8}.*|-latest)?$|(?:sonnet|haiku)-4-5)/, 'none'],
  [/^claude-opus-4-5/, 'none low medium high'],
  [/^claude-(?:opus|sonnet)-4-6/, 'none low medium high max'],
  [thinksAlways, 'low medium high xhigh max'],
];
const refusesForcedTools = /^claude-(?:(?:sonnet|opus)-5-5|fable-5-[12]|mythos)/;

/** Anthropic requires a limit; these are the maximums of each generation. */
const limits: readonly (readonly [RegExp, number])[] = [
  [/^claude-3-(?:5|7)/, 8192],
  [/^claude-3/, 4096],
  [/^claude/, 32_000],
];

/** Options of `@ai-sdk/anthropic` 2. */
const options: VendorOptionTable = {
  ...namedOptions('structuredOutputMode', { step: true }),
  thinking: { wire: 'thinking', map: snakeCase },
  effort: { wire: 'reasoning_effort' },
  disableParallelToolUse: { wire: 'parallel_tool_calls', map: disabled => disabled !== true },
};

/** Schemas are checked against draft 2020-12. @see https://github.com/vercel/ai/issues/2271 */
export const claudeSchemas: SchemaRules = { tuples: 'prefixItems' };

const thinks = (body: WireBody): boolean => {
  const { reasoning_effort: effort } = body;
  return (
    thinkingType(body, typeof effort === 'string' && effort !== 'none' ? 'enabled' : 'disabled') !==
    'disabled'
  );
};

/** The limit includes thinking and must exceed its budget, so the budget is added where it does not. */
const maxTokens: BodyStep = (body, { model }) => {
  const limit = body.max_tokens ?? limits.find(([pattern]) => pattern.test(normalized(model)))?.[1];
  if (limit === undefined) return body;
  const { thinking } = body;
  const budget = isRecord(thinking) ? thinking.budget_tokens : 0;
  return { ...body, max_tokens: typeof budget === 'number' && limit <= budget ? limit + budget : limit };
};

/** Models whose reasoning cannot be turned off. */
const keepsThinking = when(
  (body, { model }) => thinksAlways.test(normalized(model)) && !thinks(body),
  dropFields('thinking reasoning_effort', 'this model always reasons.'),
);

const sampling = compose(
  when(
    (body, { model }) => refusesSampling.test(normalized(model)) || thinks(body),
    dropFields('temperature top_p', 'this model does not accept it, or only without reasoning.'),
  ),
  when(
    body => body.temperature !== undefined,
    dropFields('top_p', 'this model does not accept it together with `temperature`.'),
  ),
);

const cannotForce = (body: WireBody, { model }: ProfileContext): boolean =>
  thinks(body) || refusesForcedTools.test(normalized(model));

/** The schema as a forced tool, or as text where a call cannot be forced. */
const structuredOutput: BodyStep = (body, context) => {
  if (context.vendorOptions.structuredOutputMode === 'outputFormat') {
    reportUnsupported(
      context.warn,
      'providerOptions.anthropic.structuredOutputMode',
      'the schema is sent as a forced tool.',
    );
  }
  return (cannotForce(body, context) ? schemaAsText : schemaAsTool)(body, context);
};

/** Models from 4.7 on refuse a budget: the nearest effort, and thinking as much as the model finds right. */
const adaptiveThinking: BodyStep = (body, { model, warn }) => {
  const { thinking } = body;
  if (!isRecord(thinking) || !refusesBudget.test(normalized(model))) return body;
  const { budget_tokens: budget, ...rest } = thinking;
  // Without it, these two leave the text of their thinking out.
  const shown = { ...(/^claude-opus-4-[78]/.test(normalized(model)) && { display: 'summarized' }), ...rest };
  if (thinking.type === 'adaptive') return { ...body, thinking: shown };
  if (thinking.type !== 'enabled') return body;
  const [, effort = 'max'] = budgets.find(([most]) => Number(budget ?? 0) <= most) ?? [];
  reportChange(
    warn,
    'providerOptions.anthropic.thinking',
    `this model has no thinking budget; effort "${body.reasoning_effort ?? effort}" was sent.`,
  );
  return {
    ...body,
    thinking: { ...shown, type: 'adaptive' },
    reasoning_effort: body.reasoning_effort ?? effort,
  };
};

const withoutBlankStops: BodyStep = (body, { warn }) => {
  const stop = body.stop?.filter(sequence => sequence.trim() !== '');
  if (stop === undefined || stop.length === body.stop?.length) return body;
  reportUnsupported(warn, 'stopSequences', 'blank sequences were left out.');
  return { ...body, stop: stop.length > 0 ? stop : undefined };
};

/** A user message of blanks has no content, nor has a system message. */
const withoutEmptyUsers: BodyStep = body => {
  const messages = body.messages.filter(
    ({ role, content }) => (role !== 'user' && role !== 'system') || (content?.length ?? 0) > 0,
  );
  return messages.length === body.messages.length || messages.length === 0 ? body : { ...body, messages };
};

/** A text to continue ends without white space. */
const trimmedPrefill: BodyStep = body => {
  const text = prefill(body);
  const last = body.messages.at(-1);
  if (text === undefined || text === text.trimEnd() || typeof last?.content !== 'string') return body;
  return { ...body, messages: [...body.messages.slice(0, -1), { ...last, content: text.trimEnd() }] };
};

const body: BodyStep = compose(
  dropFields('top_k seed frequency_penalty presence_penalty logit_bias logprobs top_logprobs verbosity'),
  adaptiveThinking,
  reasoningEffort({ allowed: 'none low medium high xhigh max' }),
  keepsThinking,
  sampling,
  clampTemperature(1),
  maxTokens,
  withoutBlankStops,
  withoutStrictTools,
  structuredOutput,
  relaxToolChoice({
    refuses: 'forced',
    when: cannotForce,
    because: 'this model cannot be forced to call a tool while it reasons',
  }),
  toolTurnsAsText({
    turns: ({ tools, messages }) =>
      tools === undefined ? messages.filter(message => message.tool_calls !== undefined) : [],
    because: 'Anthropic accepts tool turns only with the tools they call',
  }),
  replayReasoning('none'),
  blankAsEmpty,
  withoutEmptyText,
  withoutEmptyAssistants,
  withoutEmptyUsers,
  singleLeadingSystem,
  startWithUser,
  trimmedPrefill,
  when((_, { model }) => refusesPrefill.test(normalized(model)), askToContinue),
  mergeUsers,
  toolCallIds({ accepts: /^[a-zA-Z0-9_-]{1,64}$/, length: 32, replaces: /[^a-zA-Z0-9_-]/g }),
);

/** The catalogue spells versions with a dot, Anthropic with a dash. */
function normalized(model: string): string {
  return model.toLowerCase().replaceAll('.', '-');
}

function profile(): UpstreamProfile {
  return {
    vendor: { keys: ['anthropic'], options },
    schemas: claudeSchemas,
    supportedUrls: { 'image/*': [/^https:\/\/.*$/] },
    preparePrompt: sendFiles({}),
    body,
    answer: jsonToolFix,
  };
}

/**
 * The REST catalogue spells versions with a dot and answers 404/7003 to a dash (observed 2026-10); everything
 * on the gateway host, like Anthropic itself, spells them with a dash. Dated ids have one spelling.
 */
const dotted = (model: string): string => model.replace(/^(claude-[a-z-]+-\d+)-(\d{1,2})$/, '$1.$2');
const dashed = (model: string): string => model.replace(/^(claude-[a-z-]+-\d+)\.(\d+)/, '$1-$2');

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
    efforts: model => familyOf(efforts, normalized(model), 'none low medium high xhigh max'),
  },
  restBody: withSystemText,
};

/**
 * The REST API refuses blocks in `system` (400/7003, seen on its run path, 2026-10), which the package always sends.
 */
function withSystemText(body: JSONRecord, warn: (warning: CallWarning) => void): JSONRecord {
  const { system } = body;
  if (!Array.isArray(system)) return body;
  if (system.some(block => isRecord(block) && block.cache_control !== undefined)) {
    const details = 'on a system message it is accepted on the native path only, and was not sent.';
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
 * @open Models from 4.6 on are prompted to continue an assistant message.
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
