import { type CloudflareErrorKind, getCloudflareError } from 'ai-sdk-provider-cloudflare/v4';
import type { ChatFailure } from './chat-failure.ts';

type Words = readonly [title: string, hint: string];

/** Messages for users. All other kinds of errors are for the operator of the app. */
const words: Partial<Record<CloudflareErrorKind, Words>> = {
  guardrail: [
    'This question was blocked by a safety rule.',
    'A guardrail of the gateway blocked it. Rephrase it, or ask something else.',
  ],
  dlp: [
    'This question contains data that must not be shared.',
    'Data loss prevention blocked it. Remove personal or secret data and send it again.',
  ],
  policy: ['The model declined this question.', 'Rephrase it, or choose another model.'],
  'rate-limit': ['Too many questions at once.', 'Wait a moment, then try again.'],
  'spend-limit': ['The budget of this app is used up.', 'Try again later, or choose another model.'],
  'quota-exhausted': ['The quota of this model is used up.', 'Choose another model.'],
  capacity: ['The model is busy.', 'Try again, or choose another model.'],
  timeout: ['The model took too long.', 'Try again, or ask a shorter question.'],
  'request-too-large': ['The conversation is too long for this model.', 'Start a new chat.'],
  'upstream-unavailable': ['The model cannot be reached.', 'Try again, or choose another model.'],
  'stream-truncated': ['The answer was cut off.', 'The text above is incomplete. Try again.'],
};

const ours: Words = ['This app is not set up correctly.', 'The reason is in the server log.'];

/** The error text for the page: what went wrong, what to do, and the log id of the call. */
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
