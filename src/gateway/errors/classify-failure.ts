import type { CloudflareErrorInfo } from './cloudflare-error-info.ts';
import { contextFacts } from './context-facts.ts';
import type { ErrorContext } from './error-context.ts';
import type { ErrorEnvelope } from './error-envelope.ts';
import { findFailureRow } from './find-failure-row.ts';
import { formatMessage } from './format-message.ts';
import { maskAccount } from './mask-account.ts';
import { isErrorStatus, readFailureBody } from './read-failure-body.ts';
import { redactInfo } from './redact-info.ts';
import { statusText } from './status-text.ts';
import type { FailureRow } from './tables/failure-row.ts';

/** A failed exchange: what came back, and of which call. */
export interface FailureFacts {
  readonly statusCode: number | undefined;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Text or parsed. */
  readonly body: unknown;
  readonly context: ErrorContext;
}

/**
 * What a failure means and what can be done, from any body of any sender.
 * An error inside a successful answer takes the status that its body or its code states.
 */
export function classifyFailure({ statusCode, headers, body, context }: FailureFacts): CloudflareErrorInfo {
  const envelope = readFailureBody({ body, headers, statusCode });
  const known = isErrorStatus(statusCode) ? statusCode : envelope.status;
  const row = findFailureRow(envelope, known ?? statusCode);
  const status = known ?? row.status ?? statusCode;
  const facts = contextFacts(context, headers);
  const hint = hintOf(row, context, { status, logId: facts.logId });
  const clean = (text: string): string => maskAccount(context.redact(text), context.accountId);
  const words = clean(wordsOf(envelope, row, status));
  const label = clean(String(envelope.code ?? envelope.type ?? status ?? ''));
  const message = formatMessage({
    words,
    label,
    hint,
    // The exchange's own, as the log shows it; `statusCode` is what the error amounts to.
    status: statusCode ?? status,
    endpoint: context.endpoint,
    model: context.modelId,
    logId: facts.logId,
  });
  const phase = phaseOf(envelope, row, facts.dlp);
  return redactInfo(
    {
      source: row.source ?? envelope.source,
      kind: row.kind,
      ...(envelope.code !== undefined && { code: envelope.code }),
      message,
      ...(hint !== undefined && { hint }),
      ...(row.docs !== undefined && { docs: row.docs }),
      retryable: row.retryable,
      ...(status !== undefined && { statusCode: status }),
      ...facts,
      ...(phase !== undefined && { phase }),
      ...(row.scope !== undefined && { scope: row.scope }),
    },
    context.redact,
  );
}

function hintOf(
  { kind, hint: known }: FailureRow,
  context: ErrorContext,
  { status, logId }: { readonly status: number | undefined; readonly logId: string | undefined },
): string | undefined {
  const hint = typeof known === 'function' ? known({ ...context, logId }) : known;
  return context.hint === undefined ? hint : context.hint({ kind, statusCode: status, hint });
}

function wordsOf(envelope: ErrorEnvelope, row: FailureRow, status: number | undefined): string {
  const words = row.words?.(envelope.message) ?? envelope.message;
  if (envelope.shape === 'html') return `${statusText(status)}: ${words}`;
  // The body of a successful answer is an answer, not an explanation.
  const unreadable = envelope.shape === 'unreadable' || envelope.shape === 'text';
  return words === '' || (unreadable && !isErrorStatus(status)) ? statusText(status) : words;
}

/** From the scanner's own verdict, else from the words, else from the code: codes and texts were seen mixed. */
function phaseOf(
  { message }: ErrorEnvelope,
  row: FailureRow,
  dlp: CloudflareErrorInfo['dlp'],
): CloudflareErrorInfo['phase'] {
  if (row.phase === undefined) return undefined;
  const check = Array.isArray(dlp?.findings) ? dlp.findings[0]?.check : undefined;
  const said = check ?? /^(?:prompt|request|response)\b/i.exec(message)?.[0] ?? row.phase;
  return /^response$/i.test(said) ? 'response' : 'prompt';
}
