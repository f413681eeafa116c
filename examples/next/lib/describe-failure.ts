import { type CloudflareErrorKind, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import type { ChatFailure } from './chat-failure.ts';

type Words = readonly [title: string, hint: string];

/** Words for visitors. What is missing here is the business of whoever looks after the app, not theirs. */
const words: Partial<Record<CloudflareErrorKind, Words>> = {
  guardrail: [
    'This question was stopped by a safety rule.',
    'A guardrail of the gateway blocked it. Put it in other words, or ask something else.',
  ],
  dlp: [
    'This question contains data that must not leave.',
    'Data loss prevention blocked it. Remove personal or secret data and send it again.',
  ],
  policy: ['The model declined this question.', 'Put it in other words, or choose another model.'],
  'rate-limit': ['Too many questions at once.', 'Wait a moment, then try again.'],
  'spend-limit': ['The budget of this app is used up.', 'Try again later, or choose another model.'],
  'quota-exhausted': ['The quota of this model is used up.', 'Choose another model.'],
  capacity: ['The model is busy.', 'Try again, or choose another model.'],
  timeout: ['The model took too long.', 'Try again, or ask a shorter question.'],
  'request-too-large': ['The conversation is too long for this model.', 'Start a new chat.'],
  'upstream-unavailable': ['The model cannot be reached.', 'Try again, or choose another model.'],
  'stream-truncated': ['The answer broke off.', 'What you see is incomplete. Try again.'],
};

const ours: Words = [
  'This app is not set up correctly.',
  'Whoever looks after it finds the reason in the log of the server.',
];

/** The text of an error for the page: what happened, what to do, and the id that finds it in the log. */
export function describeFailure(error: unknown): string {
  const info = getCloudflareError(error);
  console.error(info?.message ?? error);
  const [title, hint] = (info && words[info.kind]) ?? ours;
  const failure: ChatFailure = {
    title,
    hint,
    retryable: info?.retryable ?? false,
    ...(info === undefined ? {} : { kind: info.kind }),
    ...(info?.code === undefined ? {} : { code: info.code }),
    ...(info?.logId === undefined ? {} : { logId: info.logId }),
  };
  return JSON.stringify(failure);
}
