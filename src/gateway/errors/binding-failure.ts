import { isRecord, type JSONRecord } from '../../json-values.ts';
import { cloudflareSourceOf, findFailureRow } from './codes/find-row.ts';
import { codeOf, tidyMessage } from './envelope.ts';
import { readFailureBody } from './read-failure-body.ts';

/** Names under which the binding throws what a model or the gateway answered (workerd 1.20260426.1, 2026-04). */
const answerNames: readonly unknown[] = ['InferenceUpstreamError', 'AiError', 'AiGatewayError'];

/**
 * The response that stands behind what a binding threw: the envelope that REST would have sent, with the status that
 * its code is documented with. Headers, and so the log id, are lost by then.
 * @returns `undefined` where no answer failed, but the call: an abort, a broken connection, a missing binding
 */
export function bindingFailure(thrown: unknown): Response | undefined {
  const body = bodyOf(thrown);
  if (body === undefined) return undefined;
  const envelope = readFailureBody(body, undefined);
  const status = envelope.status ?? findFailureRow(envelope, undefined).status ?? 500;
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
}

function bodyOf(thrown: unknown): string | JSONRecord | undefined {
  if (!isRecord(thrown) || typeof thrown.message !== 'string') return undefined;
  const { message, code: codeInText } = tidyMessage(thrown.message);
  const code = codeInText ?? codeOf(thrown.code);
  const isAnswer = answerNames.includes(thrown.name) || cloudflareSourceOf(code) !== undefined;
  if (!isAnswer) return undefined;
  // What it could not read, it throws as it came: the vendor's own error, or a page.
  if (codeInText === undefined && /^[[{<]/.test(message)) return message;
  if (thrown.name !== 'AiGatewayError')
    return { name: 'InferenceUpstreamError', internalCode: code, message };
  const error = [{ code, message }];
  return { success: false, result: [], messages: [], error, name: 'AiGatewayError', message };
}
