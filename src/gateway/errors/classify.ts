import type { APICallError } from '@ai-sdk/provider';
import { isCutJSON, records, textOf } from '../../json-values.ts';
import { createAPICallError, type Failure } from './api-call-error.ts';
import { type Explanation, explainFailure } from './codes/find-row.ts';
import { type ErrorEnvelope, isErrorStatus } from './envelope.ts';
import type { CloudflareErrorInfo } from './error-info.ts';
import type { Exchange } from './exchange.ts';
import { toCutError } from './failures.ts';
import { readFailureBody } from './read-failure-body.ts';
import { plainCause } from './redaction.ts';

/** The body of a failed response, as text, parsed, or both. */
interface FailedBody {
  /** One event of a stream, which may go on after it. */
  readonly event?: boolean;
  readonly text?: string | undefined;
  readonly value?: unknown;
  readonly cause?: unknown;
}

/**
 * The error for a response that is one, whatever its status and shape. Never throws one of its own. An error inside a
 * successful response gets the status that its body or its code states.
 */
export function toAPICallError(
  exchange: Exchange,
  { text, value, cause, event = false }: FailedBody,
): APICallError {
  const { response, context } = exchange;
  if (!event && value === undefined && !isErrorStatus(response?.status) && isCutJSON(text))
    return toCutError(exchange, text);
  const envelope = readFailureBody(value ?? text ?? '', response?.status, response?.metadata);
  return createAPICallError(exchange, classify(exchange, envelope), {
    responseBody: text ?? textOf(value),
    cause: plainCause(cause, context.redact),
  });
}

/** What a failure means and what the user can do about it. */
function classify({ response, context }: Exchange, envelope: ErrorEnvelope): Failure {
  const row = explainFailure(envelope, response?.status);
  const { kind, status: statusCode, docs } = row;
  const { code, type, spending } = envelope;
  const hint = typeof row.hint === 'function' ? row.hint(context) : row.hint;
  return {
    ...row,
    ...{ code, statusCode },
    words: wordsOf(envelope, row),
    label: code ?? type ?? statusCode,
    hint: context.hint ? context.hint({ kind, statusCode, hint }) : hint,
    docs: docs && `https://developers.cloudflare.com/${docs}`,
    spending: kind === 'spend-limit' ? spending : undefined,
    phase: phaseOf(envelope, row, response?.metadata.dlp),
  };
}

function wordsOf({ message, shape }: ErrorEnvelope, { words, status }: Explanation): string {
  const text = words?.(message) ?? message;
  if (shape === 'html') return `${statusText(status)}: ${text}`;
  // The body of a successful response is an answer, not an explanation.
  const unreadable = shape === 'unreadable' || shape === 'text';
  return text === '' || (unreadable && !isErrorStatus(status)) ? statusText(status) : text;
}

/** From the scanner's own verdict, else from the words, else from the code: codes and texts were seen mixed. */
function phaseOf(
  { message }: ErrorEnvelope,
  { phase }: Explanation,
  dlp: CloudflareErrorInfo['dlp'],
): CloudflareErrorInfo['phase'] {
  if (phase === undefined) return undefined;
  const [{ check } = {}] = records(dlp?.findings);
  const stopped = check ?? /^(?:prompt|request|response)\b/i.exec(message)?.[0] ?? phase;
  return String(stopped).toLowerCase() === 'response' ? 'response' : 'prompt';
}

/** Words for a failure whose sender gave none. A message names every status. */
function statusText(status = 0): string {
  return status > 0 && status < 400 ? 'The response could not be read' : 'The request failed';
}
