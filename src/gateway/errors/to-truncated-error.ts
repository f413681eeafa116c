import type { APICallError } from '@ai-sdk/provider';
import { contextFacts } from './context-facts.ts';
import { createAPICallError } from './create-api-call-error.ts';
import { formatMessage } from './format-message.ts';
import type { ConnectionFailure } from './to-connection-error.ts';

const hint = 'What has arrived is incomplete: repeat the call.';

/** The error for a stream that ended without saying that it was finished (vercel/ai#19165). */
export function toTruncatedError(failure: ConnectionFailure): APICallError {
  const { context, headers, statusCode } = failure;
  const facts = contextFacts(context, headers);
  const words = 'The stream ended before the model had finished: no finish reason arrived.';
  const where = { endpoint: context.endpoint, model: context.modelId, logId: facts.logId };
  return createAPICallError(
    {
      source: 'client',
      kind: 'stream-truncated',
      message: formatMessage({ words, hint, ...where }),
      hint,
      retryable: true,
      ...(statusCode !== undefined && { statusCode }),
      ...facts,
    },
    failure,
  );
}
