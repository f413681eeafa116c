import { generateId } from '@ai-sdk/provider-utils';
import type { AnswerFixes } from '../wire/profile.ts';

/**
 * Ids for the tool calls of one answer. Empty and repeated ids are replaced, and an upstream that reuses its ids in
 * every turn gets a suffix on each: the SDK keys calls and results by id.
 */
export function toolCallIdMapper(fixes: AnswerFixes): {
  fresh: (id: string) => string;
  same: (id: string) => string;
} {
  const current = new Map<string, string>();
  const given = new Set<string>();
  return {
    /** For a new call. */
    fresh: id => {
      const plain = id !== '' && !given.has(id) && fixes.uniqueToolCallIds !== true;
      // Taken off again on the wire: see wire/tool-call-ids.ts.
      const mapped = plain ? id : `${id || 'call'}-${generateId()}`;
      given.add(mapped);
      current.set(id, mapped);
      return mapped;
    },
    /** For a later part of a known call. */
    same: id => current.get(id) ?? id,
  };
}
