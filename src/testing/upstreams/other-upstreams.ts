import { genericUpstream } from './generic-upstream.ts';
import type { Upstream } from './upstream.ts';

/** Upstreams that are nothing but a name, an address and a path. */
export const otherUpstreams: readonly Upstream[] = [
  genericUpstream({
    name: 'openrouter',
    compat: [],
    base: 'https://openrouter.ai/api/',
    dialect: { reasoning: 'reasoning', streamUsage: () => 'asked' },
  }),
  genericUpstream({
    name: 'fireworks',
    compat: [],
    base: 'https://api.fireworks.ai/inference/v1/',
    prefix: /^/,
    chatPrefix: '',
  }),
  genericUpstream({ name: 'baseten', base: 'https://inference.baseten.co/', prefix: /^v1\// }),
  genericUpstream({
    name: 'cohere',
    base: 'https://api.cohere.com/',
    prefix: /^compatibility\/v1\//,
    chatPrefix: 'compatibility/v1/',
  }),
  genericUpstream({
    name: 'parallel',
    base: 'https://api.parallel.ai/',
    authHeaders: ['x-api-key', 'authorization'],
  }),
  genericUpstream({
    name: 'aws-bedrock',
    native: false,
    base: 'https://bedrock-runtime.us-east-1.amazonaws.com/',
  }),
];
