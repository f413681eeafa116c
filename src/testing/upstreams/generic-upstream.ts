import { openAIError } from './error-bodies.ts';
import type { Upstream } from './upstream.ts';

/** An upstream that speaks plain OpenAI chat completions, with what is particular about it. */
export function genericUpstream(row: Partial<Upstream> & Pick<Upstream, 'name' | 'base'>): Upstream {
  const key = { status: 401, type: 'authentication_error', code: 'invalid_api_key' };
  return {
    slug: row.name,
    compat: [row.slug ?? row.name],
    prefix: /^(?:v1\/)?/,
    chatPrefix: 'v1/',
    authHeaders: ['authorization'],
    missingKey: { ...key, message: 'No API key was provided.' },
    wrongKey: { ...key, message: 'The API key is invalid.' },
    errorBody: openAIError,
    rules: [],
    dialect: { streamUsage: () => 'on-request' },
    ...row,
  };
}
