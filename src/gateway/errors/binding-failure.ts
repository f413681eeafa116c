import { parseJSON, textOf } from '../../json-values.ts';
import { isResponse } from '../../responses.ts';
import { cloudflareSourceOf, explainFailure } from './codes/find-row.ts';
import { codeOf, tidyMessage } from './envelope.ts';
import { senderOf } from './envelope-readers.ts';
import { readErrorEnvelope } from './read-envelope.ts';
import { readFailureBody } from './read-failure-body.ts';

/**
 * The response that stands behind what a binding threw: the envelope that REST would have sent, with the status that
 * its code is documented with. Headers, and so the log id, are lost by then, unless it threw the response itself.
 * @returns `undefined` where no answer failed, but the call: an abort, a broken connection, a missing binding
 */
export function bindingFailure(thrown: unknown): Response | undefined {
  if (isResponse(thrown)) return thrown;
  const { name: given, message: text = textOf(thrown), code, internalCode: own = code } = Object(thrown);
  if (typeof text !== 'string') return undefined;
  // Through another Worker, and where errors are copied, names survive in the words at most.
  const [names = ''] = /^(?:\w*Error:\s*)*/.exec(text) ?? [];
  const name = [given, ...names.split(/:\s*/)].find(senderOf);
  const { message, code: codeInText } = tidyMessage(text.slice(names.length));
  const internalCode = codeInText ?? codeOf(own);
  const isKnown = (name ?? cloudflareSourceOf(internalCode)) !== undefined;
  if (!isKnown && readErrorEnvelope(parseJSON(message)) === undefined) return undefined;
  // What it could not read, it throws as it came: the vendor's own error, or a page.
  const isBody = codeInText === undefined && /^[[{<]/.test(message);
  const sender = name === 'AiGatewayError' ? name : 'InferenceUpstreamError';
  const body = isBody ? message : JSON.stringify({ success: false, name: sender, internalCode, message });
  const { status = 500 } = explainFailure(readFailureBody(body, undefined));
  return new Response(body, { status });
}
