import type { APICallError } from '@ai-sdk/provider';
import { contextFacts } from '../gateway/errors/context-facts.ts';
import { createAPICallError, type FailedExchange } from '../gateway/errors/create-api-call-error.ts';
import { formatMessage } from '../gateway/errors/format-message.ts';
import type { Deadline } from './deadline.ts';

/** The error for an exchange that was not complete at its deadline. */
export function toDeadlineError(exchange: FailedExchange, { ms, option }: Deadline): APICallError {
  const { context, headers } = exchange;
  const facts = contextFacts(context, headers);
  const hint = `Repeat the call, or raise ${option}.`;
  const where = { endpoint: context.endpoint, model: context.modelId, logId: facts.logId };
  return createAPICallError(
    {
      source: 'client',
      kind: 'timeout',
      message: formatMessage({ words: `No complete answer within ${ms} ms.`, hint, ...where }),
      hint,
      retryable: true,
      ...facts,
    },
    exchange,
  );
}
