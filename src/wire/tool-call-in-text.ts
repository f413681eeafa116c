import { isRecord, parseJSON } from '../json-values.ts';

/** A tool call written as JSON: `{ name, arguments }` or `{ name, parameters }`, also as a list of one. */
export interface ToolCallInText {
  readonly name: string;
  readonly arguments: string;
}

/** The call that a text consists of, if it is one of a declared tool; anything else is just text. */
export function toolCallInText(text: string, tools: readonly string[]): ToolCallInText | undefined {
  const parsed = parseJSON(text.trim());
  const call: unknown = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
  if (!isRecord(call) || !('name' in call)) return undefined;
  const { name } = call;
  const input = 'arguments' in call ? call.arguments : 'parameters' in call ? call.parameters : undefined;
  if (typeof name !== 'string' || !tools.includes(name) || input === undefined) return undefined;
  return { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) };
}
