import { isRecord } from '../../json-values.ts';
import { cloudflareSourceOf, explainFailure } from './codes/find-row.ts';
import { codeOf, tidyMessage } from './envelope.ts';
import { senderOf } from './envelope-readers.ts';
import { readFailureBody } from './read-failure-body.ts';

/**
 * The response that stands behind what a binding threw: the envelope that REST would have sent, with the status that
 * its code is documented with. Headers, and so the log id, are lost by then.
 * @returns `undefined` where no answer failed, but the call: an abort, a broken connection, a missing binding
 */
export function bindingFailure(thrown: unknown): Response | undefined {
  if (!isRecord(thrown) || typeof thrown.message !== 'string') return undefined;
  const { message, code: codeInText } = tidyMessage(thrown.message);
  const internalCode = codeInText ?? codeOf(thrown.code);
  if ((senderOf(thrown.name) ?? cloudflareSourceOf(internalCode)) === undefined) return undefined;
  const name = thrown.name === 'AiGatewayError' ? thrown.name : 'InferenceUpstreamError';
  // What it could not read, it throws as it came: the vendor's own error, or a page.
  const isBody = codeInText === undefined && /^[[{<]/.test(message);
  const body = isBody ? message : JSON.stringify({ success: false, name, internalCode, message });
  const { status = 500 } = explainFailure(readFailureBody(body, undefined));
  return new Response(body, { status });
}
