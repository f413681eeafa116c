import { genericUpstream } from './generic-upstream.ts';
import type { Refusal, Upstream } from './upstream.ts';

/** `{ detail: { status, message } }`; a missing field is listed instead. */
function elevenLabsError({ message, code, param }: Refusal): unknown {
  if (param !== undefined) return { detail: [{ type: 'missing', loc: ['body', param], msg: message }] };
  return { detail: { status: code ?? 'invalid_request', message } };
}

/** @see https://developers.cloudflare.com/ai-gateway/usage/providers/elevenlabs/ */
export const elevenlabs: Upstream = genericUpstream({
  name: 'elevenlabs',
  base: 'https://api.elevenlabs.io/',
  compat: [],
  prefix: /^(?!)/,
  authHeaders: ['xi-api-key'],
  missingKey: {
    status: 401,
    code: 'needs_authorization',
    message: 'Neither authorization header nor xi-api-key received, please provide one.',
  },
  wrongKey: { status: 401, code: 'invalid_api_key', message: 'Invalid API key' },
  errorBody: elevenLabsError,
  paths: [
    { tail: /^v1\/text-to-speech\/[^/]+(?:\/stream)?$/, kind: 'elevenlabs-speech' },
    { tail: /^v1\/speech-to-text$/, kind: 'elevenlabs-transcription', body: 'form' },
  ],
});
