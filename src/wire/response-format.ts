import type { JSONSchema, WireBody, WireTool } from './body.ts';
import { changing } from './fields.ts';
import type { AnswerFixes, BodyStep, ProfileContext } from './profile.ts';
import { mapEnvelope, responseSchema } from './schemas.ts';

/** A schema name that every upstream accepts: letters, digits, `_` and `-`, at most 64. */
export function schemaName(name: unknown): string {
  return (
    String(name ?? 'response')
      .replace(/[^\w-]/g, '_')
      .slice(0, 64) || 'response'
  );
}

/**
 * `json_schema` in OpenAI's envelope with a valid name and, where `strictness` tells one from the options of the vendor's
 * package, `strict`.
 */
export function jsonSchemaEnvelope(
  strictness?: (schema: JSONSchema, options: ProfileContext['vendorOptions']) => boolean,
): BodyStep {
  return (body, { vendorOptions }) =>
    mapEnvelope((schema, envelope) => ({
      ...envelope,
      name: schemaName(envelope.name),
      ...(strictness && { strict: strictness(schema, vendorOptions) }),
    }))(body);
}

/** The schema in the system message, and JSON mode, with a warning. */
export const jsonObjectWithInstruction: BodyStep = changing(
  'responseFormat JSON schema',
  'this model does not accept a JSON schema; it was put into the system message.',
  body => {
    const schema = responseSchema(body);
    const instruction = `Answer with a JSON object that conforms to this JSON schema: ${JSON.stringify(schema)}`;
    return schema && { ...withInstruction(body, instruction), response_format: { type: 'json_object' } };
  },
);

/** Whether the root of a response schema is an object; so it is where there is none. */
function asksForObject(body: WireBody): boolean {
  const { type, properties, $ref } = responseSchema(body) ?? { type: 'object' };
  return [type ?? 'object'].flat().includes('object') && (type ?? properties ?? $ref) !== undefined;
}

/** For models whose answers have to be objects: another schema becomes an instruction. */
export const objectAnswers: BodyStep = (body, context) =>
  asksForObject(body) ? body : jsonObjectWithInstruction(body, context);

/** The option `structuredOutputs: false` of vendors' packages. */
export const unstructured: BodyStep = (body, context) =>
  context.vendorOptions.structuredOutputs === false ? jsonObjectWithInstruction(body, context) : body;

/** The schema, or JSON mode, as an instruction only, where the upstream accepts neither. */
export const schemaAsText: BodyStep = (body, context) =>
  responseSchema(body) === undefined
    ? jsonModeAsInstruction(body, context)
    : { ...jsonObjectWithInstruction(body, context), response_format: undefined };

/**
 * OpenAI and its followers reject JSON mode without a schema unless the prompt contains the word "JSON".
 * @see https://platform.openai.com/docs/guides/structured-outputs#json-mode
 */
export const mentionJSON: BodyStep = body => {
  if (body.response_format?.type !== 'json_object') return body;
  const mentioned = body.messages.some(({ content }) => /json/i.test(JSON.stringify(content ?? '')));
  return mentioned ? body : withInstruction(body, 'Return JSON.');
};

/** JSON mode as an instruction only, where the upstream accepts only schemas. */
export const jsonModeAsInstruction: BodyStep = changing(
  'responseFormat',
  'this model has no JSON mode; the prompt requests JSON instead.',
  (body, context) =>
    body.response_format?.type === 'json_object' && {
      ...mentionJSON(body, context),
      response_format: undefined,
    },
);

/** The instruction before the prompt, joined to a leading system message. */
function withInstruction(body: WireBody, instruction: string): WireBody {
  const [first, ...rest] = body.messages;
  const joined =
    first?.role === 'system' && typeof first.content === 'string'
      ? [{ ...first, content: `${instruction}\n\n${first.content}` }, ...rest]
      : [{ role: 'system', content: instruction } as const, ...body.messages];
  return { ...body, messages: joined };
}

const description = 'Respond with a JSON object.';

/**
 * Where an upstream rejects a response schema with tools, the schema becomes one more tool and a call is
 * forced; the response is turned back into text. The tool is called `json`, or `json_2` … where that name is taken.
 */
export const jsonTool: BodyStep = (body, context) =>
  body.tools === undefined ? body : schemaAsTool(body, context);

/** The same, with or without other tools, where an upstream accepts no response schema at all. */
export const schemaAsTool: BodyStep = (body, context) => {
  if (body.response_format === undefined) return body;
  if (!asksForObject(body)) return schemaAsText(body, context);
  const { tools = [], tool_choice: choice } = body;
  const name = freeName(tools);
  const parameters = responseSchema(body) ?? { type: 'object' };
  const tool: WireTool = { type: 'function', function: { name, description, parameters } };
  const only = choice === 'none' || tools.length === 0;
  const forced = only ? ({ type: 'function', function: { name } } as const) : 'required';
  return {
    ...body,
    response_format: undefined,
    tools: [...tools, tool],
    // A named choice stays; anything else must end in a call, the caller's tools or this one.
    tool_choice: typeof choice === 'object' ? choice : forced,
    ...(tools.length > 0 && { parallel_tool_calls: false }),
  };
};

/** The fix of the response to it. */
export function jsonToolFix({ tools }: WireBody): AnswerFixes {
  const last = tools?.at(-1)?.function;
  return last?.description === description && /^json(?:_\d+)?$/.test(last.name)
    ? { jsonTool: last.name }
    : {};
}

function freeName(tools: readonly WireTool[]): string {
  let name = 'json';
  for (let suffix = 2; tools.some(tool => tool.function.name === name); suffix++) name = `json_${suffix}`;
  return name;
}
