import { mapMessages, mapTools, type WireBody, type WireToolCall, without } from './body.ts';
import { type BodyStep, type ProfileContext, reportChange, reportUnsupported } from './profile.ts';

/** A tool choice that an upstream does not accept. */
export interface ToolChoiceRule {
  /** Which choices are rejected. */
  readonly refuses: 'required' | 'forced';
  /** Whether they are rejected for this body. @default always */
  readonly when?: (body: WireBody, context: ProfileContext) => boolean;
  /** Why, for the warning. */
  readonly because: string;
}

/** Turns a choice that forces a call into `auto`, with a warning; the model may then answer without one. */
export function relaxToolChoice({ refuses, when, because }: ToolChoiceRule): BodyStep {
  return (body, context) => {
    const choice = body.tool_choice;
    const forced = choice === 'required' || (refuses === 'forced' && typeof choice === 'object');
    if (!forced || when?.(body, context) === false) return body;
    reportUnsupported(context.warn, 'toolChoice', `${because}; "auto" was sent.`);
    return { ...body, tool_choice: 'auto' };
  };
}

/** Whether the body forces a call. */
export function forcesCall({ tool_choice }: WireBody): boolean {
  return tool_choice === 'required' || typeof tool_choice === 'object';
}

/**
 * Removes `strict` from tools, with a warning where it was requested.
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
  'this upstream has no strict tools; they were sent without `strict`.',
);

/** Sends `strict` on all tools or on none, since mixed values are rejected. */
export const uniformStrictTools: BodyStep = withoutStrict(
  true,
  'not all tools are strict; they were sent without `strict`.',
);

/**
 * What every upstream accepts as the name of a tool: OpenAI's characters, after a letter or `_` for Gemini and Kimi.
 * @see https://platform.openai.com/docs/api-reference/chat/create · https://github.com/MoonshotAI/kimi-cli/issues/2621
 */
const valid = /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/;

/** No name has to change. */
const same: ReadonlyMap<string, string> = new Map();

/**
 * The names of tools on the wire: other characters become `_`, and no two tools share a name. Names that every
 * upstream accepts stay and are not in the map.
 */
export function wireToolNames(names: readonly string[]): ReadonlyMap<string, string> {
  if (names.every(name => valid.test(name))) return same;
  const taken = new Set<string>();
  const others: string[] = [];
  for (const name of names) {
    if (valid.test(name)) taken.add(name);
    else others.push(name);
  }
  // Where the search for a free suffix went on, by what stands before it.
  const suffixes = new Map<string, number>();
  const wires = new Map<string, string>();
  for (const name of others) {
    if (wires.has(name)) continue;
    const plain =
      name
        .replace(/[^a-zA-Z0-9_-]/g, '_')
        .replace(/^(?=[\d-])/, '_')
        .slice(0, 64) || 'tool';
    let wire = plain;
    if (taken.has(wire)) {
      const stem = plain.slice(0, 60);
      let suffix = suffixes.get(stem) ?? 2;
      while (taken.has(wire)) wire = `${stem}_${suffix++}`;
      suffixes.set(stem, suffix);
    }
    taken.add(wire);
    wires.set(name, wire);
  }
  return wires;
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
