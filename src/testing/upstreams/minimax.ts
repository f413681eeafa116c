import { minimaxError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const minimax: Upstream = genericUpstream({
  name: 'minimax',
  rest: 'minimax',
  compat: [],
  native: false,
  base: 'https://api.minimax.io/',
  errorBody: minimaxError,
  rules: [
    eachMessage((message, index, { messages }) => {
      if (message.role !== 'system' || index === 0) return undefined;
      return messages[0]?.role === 'system'
        ? { message: 'invalid params, invalid chat setting (2013)' }
        : { message: 'invalid params, chat content has invalid message role: system (2013)' };
    }),
  ],
  dialect: { reasoning: 'reasoning_content', reasons: () => true, streamUsage: () => 'asked' },
});
