import { genericUpstream } from './generic-upstream.ts';
import { openAIReasons, openAIRules } from './openai.ts';
import type { Upstream } from './upstream.ts';

/** Deployments are named in the path; what they refuse follows the model they deploy, so the name decides. */
export const azureOpenAI: Upstream = genericUpstream({
  name: 'azure-openai',
  compat: [],
  base: 'https://azure.local/',
  prefix: /^[^/]+\/[^/]+\//,
  authHeaders: ['api-key', 'authorization'],
  missingKey: {
    status: 401,
    code: '401',
    message:
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  },
  wrongKey: {
    status: 401,
    code: '401',
    message:
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  },
  modelFromPath: tail => tail.split('/')[1] ?? '',
  requiredQuery: 'api-version',
  rules: openAIRules,
  dialect: { reasons: openAIReasons, streamUsage: () => 'asked' },
});
