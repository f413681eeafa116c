import { minimaxError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { minimaxRules } from './minimax-rules.ts';
import type { Upstream } from './upstream.ts';

const named = { name: 'MiniMax AI', audio_content: '' };
const harmless = {
  input_sensitive: false,
  output_sensitive: false,
  input_sensitive_type: 0,
  output_sensitive_type: 0,
};

export const minimax: Upstream = genericUpstream({
  name: 'minimax',
  rest: 'minimax',
  compat: [],
  native: false,
  base: 'https://api.minimax.io/',
  errorBody: minimaxError,
  rules: minimaxRules,
  dialect: {
    reasoning: 'reasoning_content',
    reasons: () => true,
    // The same text twice.
    reasoningDetails: (text, at) =>
      at === 'seal' ? [] : [{ type: 'reasoning.text', id: 'reasoning-text-1', index: 0, text }],
    streamUsage: () => 'on-request',
    usage: plain => ({ ...plain, total_characters: 0 }),
    messageExtra: named,
    deltaBase: named,
    textBesideCalls: '',
    extra: {
      every: () => harmless,
      last: () => ({ base_resp: { status_code: 0, status_msg: '' } }),
    },
  },
});
