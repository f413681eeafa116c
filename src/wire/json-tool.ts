import type { AnswerFixes, BodyStep } from './profile.ts';
import { responseSchema } from './response-format.ts';
import type { WireBody, WireTool } from './wire-body.ts';

const description = 'Respond with a JSON object.';

/**
 * Where an upstream refuses a response schema next to tools, the schema becomes one more tool and a call is
 * forced; the answer is turned back into text. The tool is called `json`, or `json_2` … where that name is taken.
 */
export const jsonTool: BodyStep = (body, context) =>
  body.tools === undefined ? body : schemaAsTool(body, context);

/** The same, with or without other tools, where an upstream takes no response schema at all. */
export const schemaAsTool: BodyStep = body => {
  if (body.response_format === undefined) return body;
  const { tools = [] } = body;
  const parameters = responseSchema(body) ?? { type: 'object' };
  const tool: WireTool = { type: 'function', function: { name: freeName(tools), description, parameters } };
  return {
    ...body,
    response_format: undefined,
    tools: [...tools, tool],
    // A named choice stays; anything else must end in a call, the caller's tools or this one.
    tool_choice: forced(body, tool),
    ...(tools.length > 0 && { parallel_tool_calls: false }),
  };
};

function forced({ tool_choice, tools }: WireBody, tool: WireTool): NonNullable<WireBody['tool_choice']> {
  if (typeof tool_choice === 'object') return tool_choice;
  if (tool_choice === 'none' || tools === undefined)
    return { type: 'function', function: { name: tool.function.name } };
  return 'required';
}

/** The answer's fix for it. */
export function jsonToolFix(sent: WireBody): AnswerFixes {
  const name = jsonToolName(sent);
  return name === undefined ? {} : { jsonTool: name };
}

function freeName(tools: readonly WireTool[]): string {
  const taken = new Set(tools.map(tool => tool.function.name));
  if (!taken.has('json')) return 'json';
  let suffix = 2;
  while (taken.has(`json_${suffix}`)) suffix++;
  return `json_${suffix}`;
}

/** The name of the tool that was added to a body, if one was. */
function jsonToolName(sent: WireBody): string | undefined {
  const last = sent.tools?.at(-1);
  return last?.function.description === description && /^json(?:_\d+)?$/.test(last.function.name)
    ? last.function.name
    : undefined;
}
