import type { AnswerFixes } from '../wire/profile.ts';

/**
 * Leaves out of each piece of reasoning what came before: xAI sends a piece twice now and then, MiniMax may send
 * all of it again with every piece.
 * @see https://github.com/vercel/ai (packages/xai) and https://github.com/can1357/oh-my-pi
 */
export function reasoningDeduplicator({ repeatedReasoning: kind }: AnswerFixes): (delta: string) => string {
  let before = '';
  if (kind === undefined) return delta => delta;
  if (kind === 'piece') {
    return delta => {
      const repeated = delta === before;
      before = delta;
      return repeated ? '' : delta;
    };
  }
  return delta => {
    const whole = before !== '' && delta.length > before.length && delta.startsWith(before);
    const fresh = whole ? delta.slice(before.length) : delta;
    before += fresh;
    return fresh;
  };
}
