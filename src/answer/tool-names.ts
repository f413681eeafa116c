import { parseRecord } from '../json-values.ts';
import { offeredTool } from '../wire/offered-tool.ts';
import type { AnswerFixes } from '../wire/profile.ts';

/** The caller's name of the tool that a call names. */
export function ownToolName(name: string, { tools = [], toolNames }: AnswerFixes): string {
  const offered = offeredTool(name, tools) ?? name;
  return toolNames?.get(offered) ?? offered;
}

/**
 * Whether a call carries the requested JSON: of the tool that was added for it or, without any text, of one where none
 * was offered.
 */
export function isJSONCall(name: string, { jsonTool, json, tools }: AnswerFixes, hasText: boolean): boolean {
  return name === jsonTool || (json !== undefined && tools === undefined && !hasText);
}

const emptyStart = /^\s*\{\s*\}\s*(?=\{)/;

/** The arguments of a call without the `{}` that some hosts write before them. */
export function realArguments(input: string): string {
  const rest = input.replace(emptyStart, '');
  return rest !== input && parseRecord(rest) !== undefined ? rest : input;
}
