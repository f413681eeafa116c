import type { AnswerFixes } from '../upstreams/profile.ts';
import { wireToolNames } from '../upstreams/wire/tool-names.ts';
import type { ToolLike } from './strict-tools.ts';

/** Gives tools that travelled under another name their own back. */
export function toolNameFix(tools: readonly ToolLike[] | undefined): Pick<AnswerFixes, 'toolNames'> {
  const names = wireToolNames((tools ?? []).flatMap(({ name }) => name ?? []));
  if (names.size === 0) return {};
  return { toolNames: new Map([...names].map(([own, wire]) => [wire, own])) };
}
