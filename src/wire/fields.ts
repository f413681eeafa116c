import { isRecord } from '../json-values.ts';
import { type BodyStep, reportChange, type VendorOption, type VendorOptionTable } from './profile.ts';

/** Runs steps one after the other. */
export function compose(...steps: readonly BodyStep[]): BodyStep {
  return (body, context) => {
    let current = body;
    for (const step of steps) current = step(current, context);
    return current;
  };
}

/** Sends a field under another name. */
export function renameField(from: string, to: string): BodyStep {
  return body => (body[from] === undefined ? body : { ...body, [from]: undefined, [to]: body[from] });
}

/** Removes fields that the upstream refuses or ignores, each with a warning. */
export function dropFields(fields: readonly string[], details?: (setting: string) => string): BodyStep {
  return (body, { warn }) => {
    const present = fields.filter(field => body[field] !== undefined);
    if (present.length === 0) return body;
    for (const field of present) {
      const feature = settingName(field);
      warn({ type: 'unsupported', feature, ...(details && { details: details(feature) }) });
    }
    return { ...body, ...Object.fromEntries(present.map(field => [field, undefined])) };
  };
}

const always = ['model', 'messages', 'stream', 'stream_options'];

/** For closed request schemas: removes every field that is not in the list, each with a warning. */
export function onlyFields(fields: readonly string[]): BodyStep {
  const known = new Set([...always, ...fields]);
  return (body, context) => {
    const others = Object.keys(body).filter(field => !known.has(field));
    return others.length === 0 ? body : dropFields(others)(body, context);
  };
}

/** Lowers a temperature above the highest that the upstream accepts, with a warning. */
export function clampTemperature(highest: number): BodyStep {
  return (body, { warn }) => {
    if (body.temperature === undefined || body.temperature <= highest) return body;
    reportChange(
      warn,
      'temperature',
      `the maximum is ${highest}; it was sent instead of ${body.temperature}.`,
    );
    return { ...body, temperature: highest };
  };
}

/** OpenAI and those who follow it take four stop sequences. @see https://platform.openai.com/docs/api-reference/chat/create */
export const limitStopSequences: BodyStep = (body, { warn }) => {
  if (body.stop === undefined || body.stop.length <= 4) return body;
  reportChange(warn, 'stopSequences', 'at most four stop sequences are accepted; the first four were sent.');
  return { ...body, stop: body.stop.slice(0, 4) };
};

/** The same value with the keys of all objects in it spelled as wire fields: `fromDate` → `from_date`. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snakeKey(key), snakeCase(item)]));
}

function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/**
 * Options of a vendor's package, by names between blanks: each is sent as the field of its name, in snake case, unless
 * `option` says otherwise.
 */
export function namedOptions(names: string, option?: VendorOption): VendorOptionTable {
  return Object.fromEntries(names.split(' ').map(name => [name, option ?? { wire: snakeKey(name) }]));
}

/** Wire fields by the name under which the AI SDK, or the vendor's package, knows them. */
const names: Readonly<Record<string, string>> = {
  max_tokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  top_p: 'topP',
  top_k: 'topK',
  frequency_penalty: 'frequencyPenalty',
  presence_penalty: 'presencePenalty',
  stop: 'stopSequences',
  reasoning_effort: 'reasoningEffort',
  response_format: 'responseFormat',
  tool_choice: 'toolChoice',
  parallel_tool_calls: 'parallelToolCalls',
  logit_bias: 'logitBias',
  top_logprobs: 'topLogprobs',
  verbosity: 'textVerbosity',
  service_tier: 'serviceTier',
  prompt_cache_retention: 'promptCacheRetention',
};

/** The name a user knows a wire field by, for warnings. */
export function settingName(field: string): string {
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field;
}
