import { bearer } from '../bearer.ts';
import { xAIProfile } from '../profiles/xai.ts';
import type { Upstream } from '../upstream.ts';

export const xAI: Upstream = {
  name: 'xai',
  aliases: ['grok'],
  bareIds: /^grok/,
  rest: { prefix: 'xai' },
  compat: { prefix: 'grok' },
  native: { segment: 'grok', paths: { chat: 'v1/chat/completions' } },
  keyHeader: bearer,
  profile: xAIProfile,
};
