import { asString, type JsonObject, objects } from '../http/json.ts';
import { emptyTools, knownRoles, wellFormedText } from './common-rules.ts';
import type { ChatRequest, Refusal, Upstream } from './upstream.ts';

export function readChatRequest(model: string, body: JsonObject): ChatRequest {
  return {
    model,
    body,
    messages: objects(body.messages),
    tools: objects(body.tools),
    stream: body.stream === true,
  };
}

/** The first thing an upstream refuses about a chat request. */
export function checkChatRequest(upstream: Upstream, request: ChatRequest): Refusal | undefined {
  if (request.messages.length === 0)
    return {
      message: "Missing required parameter: 'messages'.",
      param: 'messages',
      code: 'missing_required_parameter',
    };
  for (const rule of [wellFormedText, ...upstream.rules, knownRoles]) {
    const refusal = rule(request);
    if (refusal) return refusal;
  }
  return emptyTools(upstream, request);
}

/** What an upstream returns for the key it was sent: nothing when it accepts it. */
export function checkVendorKey(
  upstream: Upstream,
  headers: Readonly<Record<string, string>>,
): Refusal | undefined {
  const values = upstream.authHeaders.map(name => headers[name]).filter(value => value !== undefined);
  const value = asString(values[0]);
  if (value === undefined || value.trim() === '' || /^Bearer\s*$/i.test(value)) return upstream.missingKey;
  const key = value.replace(/^(?:Bearer|Token|Key|Api-Key)\s+/i, '');
  // Shapes of real keys, and whatever calls itself one.
  return /^(?:sk-|gsk_|xai-|csk-|fw_|pplx-|AIza|ya29\.)|key/i.test(key) ? undefined : upstream.wrongKey;
}
