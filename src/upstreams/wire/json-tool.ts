import type { BodyStep } from '../profile.ts';
import { responseSchema } from './response-format.ts';
import type { WireBody, WireTool } from './wire-body.ts';

const description = 'Respond with a JSON object.';

/**
 * Where an upstream refuses a response schema next to tools, the schema becomes one more tool and a call is
 * forced; the answer is turned back into text. The tool is called `json`, or `json_2` … where that name is taken.
 */
export const jsonTool: BodyStep = body => {
  const schema = responseSchema(body);
  if (body.response_format === undefined || body.tools === undefined) return body;
  const tool: WireTool = {
    type: 'function',
    function: { name: freeName(body.tools), description, parameters: schema ?? { type: 'object' } },
  };
  return {
    ...body,
    response_format: undefined,
    tools: [...body.tools, tool],
    // A named choice stays; anything else must end in a call, the caller's tools or this one.
    tool_choice: forced(body, tool),
    parallel_tool_calls: false,
  };
};

function forced(body: WireBody, tool: WireTool): NonNullable<WireBody['tool_choice']> {
  if (typeof body.tool_choice === 'object') return body.tool_choice;
  if (body.tool_choice === 'none') return { type: 'function', function: { name: tool.function.name } };
  return 'required';
}

function freeName(tools: readonly WireTool[]): string {
  const taken = new Set(tools.map(tool => tool.function.name));
  if (!taken.has('json')) return 'json';
  let suffix = 2;
  while (taken.has(`json_${suffix}`)) suffix++;
  return `json_${suffix}`;
}

/** The name of the tool that `jsonTool` added to a body, if it did. */
export function jsonToolName(sent: WireBody): string | undefined {
  const last = sent.tools?.at(-1);
  return last?.function.description === description && /^json(?:_\d+)?$/.test(last.function.name)
    ? last.function.name
    : undefined;
}
