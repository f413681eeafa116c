import { parseRecord } from '../json-values.ts';
import { looseJSON } from '../wire/loose-json.ts';
import { offeredTool } from '../wire/offered-tool.ts';
import type { AnswerFixes } from '../wire/profile.ts';
import { onlyJSON } from './json-in-text.ts';

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

/**
 * The arguments of a call. Where the text is not an object, the one object inside it, as JSON: models write `null` for
 * none, quotes of Python, and new lines into strings (earendil-works/pi#2981).
 */
export function realArguments(input: string): string {
  if (parseRecord(input)) return input;
  if (['null', '[]'].includes(input.trim())) return '{}';
  const found = [onlyJSON(input.replace(/^\s*\{\s*\}/, ''), undefined), looseJSON(input)];
  return found.find(text => text && parseRecord(text)) ?? input;
}
