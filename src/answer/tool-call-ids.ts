import { generateId } from '@ai-sdk/provider-utils';
import type { AnswerFixes } from '../wire/profile.ts';

/**
 * Ids for the tool calls of one answer. Empty and repeated ids are replaced, and an upstream that reuses its ids in
 * every turn gets a suffix on each: the SDK keys calls and results by id.
 */
export function toolCallIds({ uniqueToolCallIds }: AnswerFixes): (id: string) => string {
  const given = new Set<string>();
  return id => {
    const plain = id !== '' && !given.has(id) && uniqueToolCallIds !== true;
    // Taken off again on the wire: see wire/tool-call-ids.ts.
    const own = plain ? id : `${id || 'call'}-${generateId()}`;
    given.add(own);
    return own;
  };
}
