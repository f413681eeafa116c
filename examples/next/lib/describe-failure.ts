import { type CloudflareErrorKind, getCloudflareError } from 'ai-sdk-provider-cloudflare/v4';
import type { ChatFailure } from './chat-failure.ts';

type Words = readonly [title: string, hint: string];

/** What a visitor sent: a question, the description of a picture, or a text to read aloud. */
export type Subject = 'question' | 'description' | 'text';

/** Messages for users. All other kinds of errors are for the operator of the app. */
function wordsFor(subject: Subject): Partial<Record<CloudflareErrorKind, Words>> {
  // Only the chat has a choice of models.
  const elsewhere = subject === 'question' ? ', or choose another model.' : '.';
  return {
    guardrail: [
      `This ${subject} was blocked by a safety rule.`,
      'A guardrail of the gateway blocked it. Rephrase it, or ask for something else.',
    ],
    dlp: [
      `This ${subject} contains data that must not be shared.`,
      'Data loss prevention blocked it. Remove personal or secret data and send it again.',
    ],
    policy: [`The model declined this ${subject}.`, `Rephrase it${elsewhere}`],
    'rate-limit': [`Too many ${subject}s at once.`, 'Wait a moment, then try again.'],
    'spend-limit': ['The budget of this app is used up.', `Try again later${elsewhere}`],
    'quota-exhausted': ['The quota of this model is used up.', `Try again tomorrow${elsewhere}`],
    capacity: ['The model is busy.', `Try again${elsewhere}`],
    timeout: ['The model took too long.', `Try again, or shorten the ${subject}.`],
    'request-too-large':
      subject === 'question'
        ? ['The conversation is too long for this model.', 'Start a new chat.']
        : [`This ${subject} is too long for the model.`, 'Shorten it.'],
    'upstream-unavailable': ['The model cannot be reached.', `Try again${elsewhere}`],
    'stream-truncated': ['The answer was cut off.', 'The text above is incomplete. Try again.'],
  };
}

const ours: Words = ['This app is not set up correctly.', 'The reason is in the server log.'];

/** The error text for the page: what went wrong, what to do, and the log id of the call. */
export function describeFailure(error: unknown, subject: Subject = 'question'): string {
  const info = getCloudflareError(error);
  console.error(info?.message ?? error);
  const [title, hint] = (info && wordsFor(subject)[info.kind]) ?? ours;
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
