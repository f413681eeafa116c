import { generateId } from '@ai-sdk/provider-utils';
import type { AnswerFixes } from '../wire/profile.ts';

/**
 * Ids for the tool calls of one answer. An empty or repeated id is replaced, and every id of an upstream that
 * uses the same ones in each turn gets a suffix: the SDK keys calls and results by id.
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
      const mapped = plain ? id : `${id || 'call'}-${generateId()}`;
      given.add(mapped);
      current.set(id, mapped);
      return mapped;
    },
    /** For a later part of a call that was seen. */
    same: id => current.get(id) ?? id,
  };
}
