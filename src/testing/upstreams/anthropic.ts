import { anthropicRules } from './anthropic-rules.ts';
import { anthropicError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { usedTools } from './message-rules.ts';
import type { StrictRule, Upstream } from './upstream.ts';

const dottedClaude: StrictRule = ({ model }) =>
  /\d\.\d|\//.test(model) ? { status: 404, type: 'not_found_error', message: `model: ${model}` } : undefined;

export const anthropic: Upstream = genericUpstream({
  name: 'anthropic',
  rest: 'anthropic',
  base: 'https://api.anthropic.com/',
  prefix: /^v1\//,
  authHeaders: ['x-api-key', 'authorization'],
  missingKey: { status: 401, type: 'authentication_error', message: 'x-api-key header is required' },
  wrongKey: { status: 401, type: 'authentication_error', message: 'invalid x-api-key' },
  unifiedBilling: true,
  // The catalogue spells versions with a dot and has no dated ids.
  restUnknown: /\d-\d|^(?!claude-)|haiku-5$/,
  restModel: id => id.replace(/(\d)\.(\d)/, '$1-$2'),
  errorBody: anthropicError,
  restKinds: ['messages'],
  // Observed on the run path, 2026-10-02.
  runKind: 'messages',
  paths: [
    { tail: /^v1\/messages$/, kind: 'messages' },
    { tail: /^v1\/messages\/count_tokens$/, kind: 'count-tokens' },
  ],
  rules: [dottedClaude, ...anthropicRules],
  // A history of calls needs a declaration, and an empty one will do (pi 2e5a972a sends it).
  takesEmptyTools: usedTools,
});
