import { genericUpstream } from './generic-upstream.ts';
import type { Refusal, Upstream } from './upstream.ts';

function deepgramError({ message, code = 'Bad Request' }: Refusal): unknown {
  return { err_code: code, err_msg: message, request_id: 'local' };
}

/** @see https://developers.cloudflare.com/ai-gateway/usage/providers/deepgram/ */
export const deepgram: Upstream = genericUpstream({
  name: 'deepgram',
  base: 'https://api.deepgram.com/',
  compat: [],
  prefix: /^(?!)/,
  keyScheme: 'Token',
  missingKey: { status: 401, code: 'INVALID_AUTH', message: 'Invalid credentials.' },
  wrongKey: { status: 401, code: 'INVALID_AUTH', message: 'Invalid credentials.' },
  errorBody: deepgramError,
  paths: [
    { tail: /^v1\/listen$/, kind: 'deepgram-transcription', body: 'bytes' },
    { tail: /^v1\/speak$/, kind: 'deepgram-speech' },
  ],
});
