import type { FailureRow } from './failure-row.ts';
import { modelHint } from './hints.ts';

const platform = 'https://developers.cloudflare.com/workers-ai/';
const docs = `${platform}platform/errors/`;
const source = 'workers-ai';

/** @see https://developers.cloudflare.com/workers-ai/platform/errors/ — read 2026-10; rows with a remark are from elsewhere */
export const workersAICodes: readonly FailureRow[] = [
  { when: { codes: [3003] }, source, kind: 'invalid-request', retryable: false, status: 400, docs },
  {
    when: { codes: [3006] },
    ...{ source, kind: 'request-too-large', retryable: false, status: 413, docs },
    hint: 'Send less: shorter messages, or fewer and smaller files.',
  },
  { when: { codes: [3007, 3008, 3046] }, source, kind: 'timeout', retryable: true, status: 408, docs },
  { when: { codes: [3023, 3041, 5018] }, source, kind: 'permission', retryable: false, status: 403, docs },
  // 4006 observed 2026-09-29. Cloudflare's own package repeats 3036 for its 429; that helps nobody until 00:00 UTC.
  {
    when: { codes: [3036, 4006] },
    ...{ source, kind: 'quota-exhausted', retryable: false, status: 429, scope: 'upstream' },
    hint: 'The free allocation of the day is used up: wait until 00:00 UTC, or move to the Workers Paid plan.',
    docs: `${platform}platform/pricing/`,
  },
  { when: { codes: [3039] }, source, kind: 'invalid-request', retryable: false, status: 400, docs },
  // Also the answer to `rejectIfBusy`.
  {
    when: { codes: [3040] },
    ...{ source, kind: 'capacity', retryable: true, status: 429, scope: 'upstream' },
    hint: 'Workers AI has no capacity for this model right now: repeat, or name a fallback.',
    docs: `${platform}features/reject-if-busy/`,
  },
  {
    when: { codes: [3042] },
    ...{ source, kind: 'model-not-found', retryable: false, status: 404, docs },
    hint: modelHint,
  },
  {
    when: { codes: [5007] },
    ...{ source, kind: 'model-not-found', retryable: false, status: 400, docs },
    hint: modelHint,
  },
  {
    when: { codes: [5004, 5006] },
    ...{ source, kind: 'invalid-request', retryable: false, status: 400, docs },
    hint: "The model's schema refuses the request. 'array' not in 'string' means that it takes text only: leave out images.",
  },
  { when: { codes: [5005, 5019] }, source, kind: 'invalid-request', retryable: false, status: 405, docs },
  {
    when: { codes: [5016] },
    ...{ source, kind: 'permission', retryable: false, status: 403, docs },
    hint: "Accept the terms of the model once: send it the prompt 'agree', or use the dashboard.",
  },
  {
    when: { codes: [5021] },
    ...{ source, kind: 'request-too-large', retryable: false, status: 413, docs },
    hint: 'Prompt and maxOutputTokens together exceed the context window: lower either.',
  },
  {
    when: { codes: [5023] },
    ...{ source, kind: 'invalid-request', retryable: false, status: 400 },
    hint: 'This model gives structured output in whole answers only: use generateObject instead of a stream.',
    docs: `${platform}features/json-mode/`,
  },
  // "This model was deprecated on 2026-05-30. Please use an alternative model." (2026-06)
  {
    when: { codes: [5028] },
    ...{ source, kind: 'model-deprecated', retryable: false, status: 410 },
    hint: 'The model was retired: choose another.',
    docs: `${platform}models/`,
  },
  {
    when: { codes: [5035] },
    ...{ source, kind: 'billing', retryable: false, status: 403, docs },
    hint: 'This model needs the Workers Paid plan.',
  },
  // 8001, 8006: changelog of workers-ai-provider. 8006 is a forced tool call that max_tokens cut off.
  { when: { codes: [8001] }, source, kind: 'invalid-request', retryable: false, status: 400, docs },
  {
    when: { codes: [8006] },
    ...{ source, kind: 'invalid-request', retryable: false, status: 400, docs },
    hint: 'The forced tool call did not fit: raise maxOutputTokens.',
  },
  // 8007 has two meanings: a refused image prompt, and a refusal of the server that runs the model, relayed.
  {
    when: { codes: [8007], text: /nsfw/i },
    ...{ source, kind: 'policy', retryable: false, status: 400, docs },
    hint: 'The prompt was refused as unsafe.',
  },
  { when: { codes: [8007] }, source, kind: 'invalid-request', retryable: false, status: 400, docs },
];
