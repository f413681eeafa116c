import type { APICallError } from '@ai-sdk/provider';
import { classifyFailure, type FailureFacts } from './classify-failure.ts';
import { createAPICallError } from './create-api-call-error.ts';
import { toJSON } from './json-values.ts';

/** A failed exchange with an answer, and what the SDK keeps of it. */
export interface AnsweredFailure extends FailureFacts {
  readonly url: string;
  readonly requestBodyValues: unknown;
  /** The body as it was sent, where `body` is parsed. */
  readonly responseBody?: string;
  readonly cause?: unknown;
}

/** The error for an answer that is one, whatever its status and shape. Never throws one of its own. */
export function toAPICallError(failure: AnsweredFailure): APICallError {
  const { body, responseBody = textOf(body) } = failure;
  return createAPICallError(classifyFailure(failure), { ...failure, responseBody });
}

function textOf(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? body : toJSON(body);
}
