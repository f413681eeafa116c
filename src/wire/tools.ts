import {
  type JSONSchema,
  mapMessages,
  type WireBody,
  type WireTool,
  type WireToolCall,
  without,
} from './body.ts';
import type { BodyStep } from './profile.ts';
import { isSchema, mapSchema, mapSchemas } from './schemas.ts';

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
    warn({ type: 'unsupported', feature: 'toolChoice', details: `${because}; "auto" was sent.` });
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
    const details = 'this upstream knows no tool choice; the tools were left out.';
    warn({ type: 'compatibility', feature: 'toolChoice', details });
    return { ...body, tools: undefined, tool_choice: undefined, parallel_tool_calls: undefined };
  }
  const offered =
    typeof choice === 'object' ? tools?.filter(tool => tool.function.name === choice.function.name) : tools;
  const details = 'this upstream cannot be made to call a tool; the choice was left out.';
  warn({ type: 'unsupported', feature: 'toolChoice', details });
  return { ...body, tools: offered, tool_choice: undefined };
};

const isStrict = (tool: WireTool): boolean => tool.function.strict === true;

function plain(tool: WireTool): WireTool {
  return tool.function.strict === undefined ? tool : { ...tool, function: without(tool.function, 'strict') };
}

/** Sends no `strict` on tools, with a warning where it was asked for. */
export const withoutStrictTools: BodyStep = (body, { warn }) => {
  if (!body.tools?.some(tool => tool.function.strict !== undefined)) return body;
  if (body.tools.some(isStrict)) {
    const details = 'this upstream takes no strict tools; they were sent without it.';
    warn({ type: 'compatibility', feature: 'strict', details });
  }
  return { ...body, tools: body.tools.map(plain) };
};

/** Sends `strict` on all tools or on none, since mixed values are refused. */
export const uniformStrictTools: BodyStep = (body, { warn }) => {
  const { tools } = body;
  if (tools === undefined || tools.every(isStrict) || tools.every(tool => plain(tool) === tool)) return body;
  if (tools.some(isStrict)) {
    const details = 'tools must be strict all or none; they were sent without it.';
    warn({ type: 'compatibility', feature: 'strict', details });
  }
  return { ...body, tools: tools.map(plain) };
};

/** What every upstream takes as the name of a tool. @see https://platform.openai.com/docs/api-reference/chat/create */
const valid = /^[a-zA-Z0-9_-]{1,64}$/;

/** No name has to change. */
const same: ReadonlyMap<string, string> = new Map();

/**
 * The names under which tools travel: other characters become `_`, and no two tools get one name. Names that every
 * upstream takes stay as they are, and an empty map says that all of them do.
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
  if (!shaped.tools?.some(tool => tool.function.description === undefined)) return shaped;
  return {
    ...shaped,
    tools: shaped.tools.map(tool => ({
      ...tool,
      function: { ...tool.function, description: tool.function.description ?? tool.function.name },
    })),
  };
};

function described(schema: JSONSchema): JSONSchema {
  const { properties } = schema;
  if (!isSchema(properties)) return schema;
  const named = Object.entries(properties).map(([name, item]) => [
    name,
    isSchema(item) ? typed(item, name) : item,
  ]);
  return { ...schema, properties: Object.fromEntries(named) };
}

/** Of several forms the first that is not `null`, since one type is expected. */
function typed(schema: JSONSchema, name: string): JSONSchema {
  const { anyOf, ...rest } = schema;
  const forms = Array.isArray(anyOf) ? anyOf.filter(isSchema) : [];
  const form = rest.type === undefined ? forms.find(item => item.type !== 'null') : undefined;
  const { type = 'string', ...told } = { ...form, ...rest };
  return { ...(form === undefined && anyOf !== undefined && { anyOf }), type, description: name, ...told };
}
