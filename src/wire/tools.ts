import { mapCalls, mapTools, type WireBody, without } from './body.ts';
import { type BodyStep, reportChange, reportUnsupported } from './profile.ts';

/**
 * Turns a choice that forces a call into `auto`, with a warning; the model may then answer without one.
 * @param refused which choices are rejected
 * @param reasons whether the model reasons, where they are rejected only then
 */
export function relaxToolChoice(
  refused: 'required' | 'forced',
  reasons?: (body: WireBody) => boolean,
): BodyStep {
  return (body, { warn }) => {
    if (!(refused === 'forced' ? forcesCall(body) : body.tool_choice === 'required')) return body;
    if (reasons?.(body) === false) return body;
    const problem =
      refused === 'required'
        ? 'accepts only a named tool as a forced call'
        : `cannot be forced to call a tool${reasons ? ' while it reasons' : ''}`;
    reportUnsupported(warn, 'toolChoice', `this model ${problem}; "auto" was sent.`);
    return { ...body, tool_choice: 'auto' };
  };
}

/** The body with the chosen tool alone, where one is chosen. */
export function withChosenTool(body: WireBody): WireBody {
  const { tool_choice: choice, tools } = body;
  return typeof choice === 'object'
    ? { ...body, tools: tools?.filter(tool => tool.function.name === choice.function.name) }
    : body;
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

/**
 * The names of tools on the wire: other characters become `_`, and no two tools share a name. Names that every
 * upstream accepts stay and are not in the map.
 */
export function wireToolNames(names: readonly string[]): ReadonlyMap<string, string> {
  const wires = new Map<string, string>();
  const taken = new Set(names.filter(name => valid.test(name)));
  let suffix = 2;
  for (const name of new Set(names)) {
    if (valid.test(name)) continue;
    const plain =
      name
        .replace(/[^a-zA-Z0-9_-]/g, '_')
        .replace(/^(?=[\d-])/, '_')
        .slice(0, 64) || 'tool';
    let wire = plain;
    while (taken.has(wire)) wire = `${plain.slice(0, 58)}_${suffix++}`;
    taken.add(wire);
    wires.set(name, wire);
  }
  return wires;
}

/** The names of a body's tools and earlier calls, by the caller's own. */
export function toolNamesOf({ tools = [], messages }: WireBody): ReadonlyMap<string, string> {
  const calls = messages.flatMap(message => message.tool_calls ?? []);
  return wireToolNames([...tools, ...calls].map(item => item.function.name));
}

/** Writes those names on tools, the choice among them, and earlier calls. */
export function withWireToolNames(body: WireBody): WireBody {
  const names = toolNamesOf(body);
  if (names.size === 0) return body;
  const renamed = <NAMED extends { readonly name: string }>(item: NAMED): NAMED => ({
    ...item,
    name: names.get(item.name) ?? item.name,
  });
  const { tool_choice: choice } = body;
  const calls = mapCalls(body, call => ({ ...call, function: renamed(call.function) }));
  return {
    ...mapTools(calls, renamed),
    ...(typeof choice === 'object' && { tool_choice: { ...choice, function: renamed(choice.function) } }),
  };
}
