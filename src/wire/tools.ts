import { isRecord } from '../json-values.ts';
import {
  type JSONSchema,
  mapMessages,
  mapTools,
  type WireBody,
  type WireToolCall,
  without,
  withoutTools,
} from './body.ts';
import { type BodyStep, reportChange, reportUnsupported } from './profile.ts';
import { mapSchema, mapSchemas } from './schemas.ts';

/** What becomes of a tool choice that an upstream does not take. */
export interface ToolChoiceRule {
  /** Which choices are refused. */
  readonly refuses: 'required' | 'forced';
  /** Whether they are refused for this body. @default always */
  readonly when?: (body: WireBody) => boolean;
  /** Why, for the warning. */
  readonly because: string;
}

/** Turns a choice that forces a call into `auto`, with a warning; the model may then answer without one. */
export function relaxToolChoice({ refuses, when, because }: ToolChoiceRule): BodyStep {
  return (body, { warn }) => {
    const choice = body.tool_choice;
    const forced = choice === 'required' || (refuses === 'forced' && typeof choice === 'object');
    if (!forced || when?.(body) === false) return body;
    reportUnsupported(warn, 'toolChoice', `${because}; "auto" was sent.`);
    return { ...body, tool_choice: 'auto' };
  };
}

/** Another word for `required`. */
export function renameRequiredChoice(word: string): BodyStep {
  return body => (body.tool_choice === 'required' ? { ...body, tool_choice: word } : body);
}

/** Whether the body demands a call. */
export function forcesCall({ tool_choice }: WireBody): boolean {
  return tool_choice === 'required' || typeof tool_choice === 'object';
}

/** Offers only the named tool and leaves the choice out, for upstreams that know no `tool_choice`. */
export const offerChosenTool: BodyStep = (body, { warn }) => {
  const { tool_choice: choice, tools } = body;
  if (choice === undefined || choice === 'auto') return { ...body, tool_choice: undefined };
  if (choice === 'none') {
    reportChange(warn, 'toolChoice', 'this upstream does not accept a tool choice; the tools were left out.');
    return withoutTools(body);
  }
  const offered =
    typeof choice === 'object' ? tools?.filter(tool => tool.function.name === choice.function.name) : tools;
  reportUnsupported(
    warn,
    'toolChoice',
    'this upstream cannot be made to call a tool; the choice was left out.',
  );
  return { ...body, tools: offered, tool_choice: undefined };
};

/**
 * Sends no `strict` on tools, with a warning where it was asked for.
 * @param keep whether a list in which every tool is strict stays as it is
 */
const withoutStrict =
  (keep: boolean, details: string): BodyStep =>
  (body, { warn }) => {
    const flags = (body.tools ?? []).map(tool => tool.function.strict);
    if (flags.every(flag => flag === undefined) || (keep && flags.every(Boolean))) return body;
    if (flags.includes(true)) reportChange(warn, 'strict', details);
    return mapTools(body, tool => ('strict' in tool ? without(tool, 'strict') : tool));
  };

export const withoutStrictTools: BodyStep = withoutStrict(
  false,
  'This upstream does not accept strict tools; they were sent without `strict`.',
);

/** Sends `strict` on all tools or on none, since mixed values are refused. */
export const uniformStrictTools: BodyStep = withoutStrict(
  true,
  'Either all tools or none must be strict; they were sent without `strict`.',
);

/** What every upstream accepts as the name of a tool. @see https://platform.openai.com/docs/api-reference/chat/create */
const valid = /^[a-zA-Z0-9_-]{1,64}$/;

/** No name has to change. */
const same: ReadonlyMap<string, string> = new Map();

/**
 * The names under which tools travel: other characters become `_`, and no two tools get one name. Names that every
 * upstream accepts stay as they are, and an empty map says that all of them do.
 */
export function wireToolNames(names: readonly string[]): ReadonlyMap<string, string> {
  if (names.every(name => valid.test(name))) return same;
  const different = [...new Set(names)];
  const taken = new Set(different.filter(name => valid.test(name)));
  return new Map(
    different.map(name => {
      if (valid.test(name)) return [name, name];
      const plain = name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'tool';
      let wire = plain;
      for (let suffix = 2; taken.has(wire); suffix++) wire = `${plain.slice(0, 60)}_${suffix}`;
      taken.add(wire);
      return [name, wire];
    }),
  );
}

/** The names of a body's tools and earlier calls, by the caller's own. */
export function toolNamesOf({ tools = [], messages }: WireBody): ReadonlyMap<string, string> {
  const names = tools.map(tool => tool.function.name);
  for (const { tool_calls: calls } of messages)
    if (calls) for (const call of calls) names.push(call.function.name);
  return names.length === 0 ? same : wireToolNames(names);
}

/** Writes those names on tools, the choice among them, and earlier calls. */
export function withWireToolNames(body: WireBody): WireBody {
  const names = toolNamesOf(body);
  if (names.size === 0) return body;
  const renamed = <NAMED extends { readonly name: string }>(item: NAMED): NAMED => ({
    ...item,
    name: names.get(item.name) ?? item.name,
  });
  const call = (given: WireToolCall): WireToolCall => ({ ...given, function: renamed(given.function) });
  const { tool_choice: choice } = body;
  const messages = mapMessages(body, message =>
    message.tool_calls === undefined ? message : { ...message, tool_calls: message.tool_calls.map(call) },
  );
  return {
    ...messages,
    tools: body.tools?.map(tool => ({ ...tool, function: renamed(tool.function) })),
    ...(typeof choice === 'object' && { tool_choice: { ...choice, function: renamed(choice.function) } }),
  };
}

/** A description that is not a string (`false`, from loose schemas) is refused with 8001; it is left out. */
export const toolDescriptions: BodyStep = mapSchemas((schema, place) =>
  place === 'tool' ? mapSchema(schema, textDescription) : schema,
);

function textDescription(schema: JSONSchema): JSONSchema {
  if (schema.description === undefined || typeof schema.description === 'string') return schema;
  const { description: _, ...rest } = schema;
  return rest;
}

/** The older schema of Workers AI demands a type and a description of every property, and of every tool. */
export const describedTools: BodyStep = (body, context) => {
  const shaped = mapSchemas((schema, place) => (place === 'tool' ? mapSchema(schema, described) : schema))(
    body,
    context,
  );
  return mapTools(shaped, tool => ({ ...tool, description: tool.description ?? tool.name }));
};

function described(schema: JSONSchema): JSONSchema {
  const { properties } = schema;
  if (!isRecord(properties)) return schema;
  const named = Object.entries(properties).map(([name, item]) => [
    name,
    isRecord(item) ? typed(item, name) : item,
  ]);
  return { ...schema, properties: Object.fromEntries(named) };
}

/** Of several forms the first that is not `null`, since one type is expected. */
function typed(schema: JSONSchema, name: string): JSONSchema {
  const { anyOf, ...rest } = schema;
  const forms = Array.isArray(anyOf) ? anyOf.filter(isRecord) : [];
  const form = rest.type === undefined ? forms.find(item => item.type !== 'null') : undefined;
  const { type = 'string', ...told } = { ...form, ...rest };
  return { ...(form === undefined && anyOf !== undefined && { anyOf }), type, description: name, ...told };
}
