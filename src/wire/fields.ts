import { isRecord } from '../json-values.ts';
import type { WireBody } from './body.ts';
import { type BodyStep, type ProfileContext, reportChange, type VendorOptionTable } from './profile.ts';

/** Runs steps on a body, or on a prompt, in order; a step that does not apply to the model is `false`. */
export function compose<STEP extends (value: never, context: never) => unknown>(
  ...steps: readonly (STEP | false | undefined)[]
): STEP {
  const run = (value: unknown, context: unknown): unknown => {
    let current = value;
    for (const step of steps) if (step) current = step(current as never, context as never);
    return current;
  };
  // Each step takes what the one before it returns.
  return run as unknown as STEP;
}

/** Runs a step for the bodies that meet a condition. */
export function when(
  condition: (body: WireBody, context: ProfileContext) => boolean,
  step: BodyStep,
): BodyStep {
  return (body, context) => (condition(body, context) ? step(body, context) : body);
}

/** Runs a step for the bodies that it changes, with a warning. */
export function changing(
  feature: string,
  details: string,
  change: (body: WireBody, context: ProfileContext) => Partial<WireBody> | false | undefined,
): BodyStep {
  return (body, context) => {
    const changes = change(body, context);
    if (!changes) return body;
    reportChange(context.warn, feature, details);
    return { ...body, ...changes };
  };
}

/** Names between blanks, as a list. */
export function words(text: string): readonly string[] {
  return text.match(/\S+/g) ?? [];
}

/** Sends a field under another name. */
export function renameField(from: string, to: string): BodyStep {
  return body => (body[from] === undefined ? body : { ...body, [from]: undefined, [to]: body[from] });
}

/** Removes the named fields, which the upstream rejects or ignores, each with a warning. */
export function dropFields(fields: string | readonly string[], details?: string): BodyStep {
  const refused = typeof fields === 'string' ? words(fields) : fields;
  return (body, { warn }) => removed(body, refused, warn, details);
}

/** For closed request schemas: removes every field that is not named, each with a warning. */
export function onlyFields(fields: string): BodyStep {
  const known = new Set(words(`model messages stream stream_options ${fields}`));
  return (body, { warn }) =>
    removed(
      body,
      Object.keys(body).filter(field => !known.has(field)),
      warn,
    );
}

function removed(
  body: WireBody,
  fields: readonly string[],
  warn: ProfileContext['warn'],
  details?: string,
): WireBody {
  const present = fields.filter(field => body[field] !== undefined);
  if (present.length === 0) return body;
  for (const field of present)
    warn({ type: 'unsupported', feature: settingName(field), ...(details && { details }) });
  return { ...body, ...Object.fromEntries(present.map(field => [field, undefined])) };
}

/** Lowers the temperature to the maximum that the upstream accepts, with a warning. */
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

/**
 * OpenAI, and the upstreams that follow it, accept four stop sequences, Gemini five.
 * @see https://platform.openai.com/docs/api-reference/chat/create · https://ai.google.dev/api/generate-content
 */
export const limitStopSequences = (most = 4): BodyStep =>
  changing(
    'stopSequences',
    `only the first ${most} were sent.`,
    ({ stop = [] }) => stop.length > most && { stop: stop.slice(0, most) },
  );

/** The same value with the keys of all objects in it spelled as wire fields: `fromDate` → `from_date`. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snakeKey(key), snakeCase(item)]));
}

/** A name as wire fields are spelled. */
export function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/**
 * The named options of a vendor's package. Each is sent as the field of the same name in snake case, or as that after
 * `=`; with nothing after it, a step of the profile reads it.
 */
export function namedOptions(names: string): VendorOptionTable {
  return Object.fromEntries(
    words(names).map(entry => {
      const [name = '', wire = snakeKey(name)] = entry.split('=');
      return [name, { wire }];
    }),
  );
}

/** Wire fields that the AI SDK, or the vendor's package, calls by a name of its own. */
const renamed: Readonly<Record<string, string>> = {
  max_tokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  stop: 'stopSequences',
  verbosity: 'textVerbosity',
};

/** Wire fields that it calls by the same name in camel case; a user writes all others as they are. */
const camelCased = words(
  'top_p top_k frequency_penalty presence_penalty reasoning_effort response_format tool_choice ' +
    'parallel_tool_calls logit_bias top_logprobs service_tier prompt_cache_retention',
);

/** The name by which a user knows a wire field, for warnings. */
export function settingName(field: string): string {
  if (Object.hasOwn(renamed, field)) return renamed[field] ?? field;
  return camelCased.includes(field) ? field.replace(/_(.)/g, (_, letter) => letter.toUpperCase()) : field;
}
