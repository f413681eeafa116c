import type { Answer } from '../http/answer.ts';
import { type FailureRow, type LocalFailure, localFailures } from './local-failures.ts';

/** A named failure as an answer; `message` replaces the table's example text. */
export function failureAnswer(name: LocalFailure, message?: string): Answer {
  const row = localFailures[name];
  const body = failureBody(row, message);
  return {
    from: row.from,
    status: row.status,
    headers: { 'content-type': 'application/json', ...row.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(row.idsOnly ? { idsOnly: true } : {}),
  };
}

function failureBody({ body, status }: FailureRow, given: string | undefined): unknown {
  if (body.shape === 'verbatim') return body.value;
  const { code } = body;
  const message = given ?? body.message;
  const errors = [{ code, message }];
  if (body.shape === 'v4') return { result: null, success: false, errors, messages: [] };
  if (body.shape === 'workers-ai')
    return { errors: [{ message, code }], success: false, result: {}, messages: [] };
  return {
    success: false,
    result: [],
    messages: [],
    error: errors,
    name: 'AiGatewayError',
    httpCode: status,
    internalCode: code,
    message,
    description: message,
  };
}
