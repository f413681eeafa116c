import { genericUpstream } from './generic-upstream.ts';
import { openAIShapeRules } from './openai-shape-rules.ts';
import type { Upstream } from './upstream.ts';

/** Behind compat it accepts OpenAI's shapes; its native path requires AWS signatures. */
export const awsBedrock: Upstream = genericUpstream({
  name: 'aws-bedrock',
  native: false,
  base: 'https://bedrock-runtime.us-east-1.amazonaws.com/',
  rules: openAIShapeRules,
});
