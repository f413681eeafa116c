import type { APICallError } from '@ai-sdk/provider';
import type { CloudflareTimeouts } from '../../settings/connection-settings.ts';
import { contextFacts } from './context-facts.ts';
import { createAPICallError } from './create-api-call-error.ts';
import { formatMessage } from './format-message.ts';
import type { ConnectionFailure } from './to-connection-error.ts';

/** An exchange that took longer than this client was to wait; with a status where an answer had begun. */
export interface TimeoutFailure extends ConnectionFailure {
  readonly limit: keyof CloudflareTimeouts;
  readonly ms: number | undefined;
  /** Whether a part of the answer has been handed on, which a repeated call would hand on again. */
  readonly delivered: boolean;
}

const words: { readonly [LIMIT in keyof Required<CloudflareTimeouts>]: (ms: number | undefined) => string } =
  {
    firstByteMs: ms => `No answer began within ${ms} ms.`,
    idleMs: ms => `The answer stopped: nothing arrived for ${ms} ms.`,
  };

/** The error for an exchange that this client gave up because of its `timeouts`. */
export function toTimeoutError(failure: TimeoutFailure): APICallError {
  const { context, headers, statusCode, limit, ms, delivered } = failure;
  const facts = contextFacts(context, headers);
  const repeat = delivered ? 'What has arrived is incomplete: start anew' : 'Repeat the call';
  const hint = `${repeat}, or raise timeouts.${limit}.`;
  const where = { endpoint: context.endpoint, model: context.modelId, logId: facts.logId };
  return createAPICallError(
    {
      source: 'client',
      kind: 'timeout',
      message: formatMessage({ words: words[limit](ms), hint, ...where }),
      hint,
      retryable: !delivered,
      ...(statusCode !== undefined && { statusCode }),
      ...facts,
    },
    failure,
  );
}
