import { asString, type JsonObject, member } from '../http/json.ts';
import { isSystem } from './message-rules.ts';
import { eachMessage, eachPart, modelIs, refuseKeys, responseFormatType, unknownKey, when } from './rules.ts';
import type { Refusal, StrictRule } from './upstream.ts';

const unknownParameter = (key: string): Refusal => ({ message: `Unknown parameter: ${key}` });

const noTools: readonly StrictRule[] = [
  refuseKeys(['tools', 'tool_choice', 'parallel_tool_calls'], () => ({
    message: 'Tool calling is not supported for this model.',
    type: 'tool_calling_not_supported',
  })),
  eachMessage(({ role, tool_calls }) =>
    role === 'tool' || tool_calls !== undefined
      ? { message: 'Tool calling is not supported for this model.', type: 'tool_calling_not_supported' }
      : undefined,
  ),
];

const speaker = ({ role }: JsonObject): string => (role === 'assistant' ? 'assistant' : 'user');

/** https://github.com/anomalyco/opencode/issues/9416; the wording is the newer one. */
const alternation: StrictRule = ({ messages }) => {
  const start = messages.findIndex(message => !isSystem(message));
  const turns = start === -1 ? [] : messages.slice(start);
  const alternates = turns.every(
    (message, index) => !isSystem(message) && (speaker(message) === 'user') === (index % 2 === 0),
  );
  if (!alternates)
    return {
      message:
        'After the (optional) system message(s), user or tool message(s) should alternate with assistant message(s).',
      type: 'invalid_message',
    };
  return turns.at(-1)?.role === 'user'
    ? undefined
    : { message: 'Last message must have role `user` or `tool`.', type: 'invalid_message' };
};

const formats: StrictRule = request => {
  const type = responseFormatType(request);
  if (type === undefined) return undefined;
  if (type !== 'json_schema') return { message: `response_format type '${type}' is not supported` };
  const envelope = member(member(request.body, 'response_format'), 'json_schema');
  const found = unknownKey(envelope, ['schema']);
  return found === undefined ? undefined : unknownParameter(`response_format.json_schema.${found}`);
};

/** A document is an address or bare base64, never a data URL, and never a `file`. */
const parts: StrictRule = eachPart(part => {
  if (!['text', 'image_url', 'file_url'].includes(String(part.type)))
    return { message: `Unsupported content type: ${String(part.type)}`, type: 'invalid_message' };
  const url = asString(member(part, 'file_url').url) ?? asString(part.file_url) ?? '';
  return url.startsWith('data:')
    ? { message: 'Invalid file_url: expected a URL or base64 without a prefix.', type: 'invalid_message' }
    : undefined;
});

export const perplexityRules: readonly StrictRule[] = [
  ...noTools,
  refuseKeys(['stop', 'seed', 'top_k'], unknownParameter),
  ...when(
    request => !modelIs(/^sonar-(?:reasoning|deep)/)(request),
    refuseKeys(['reasoning_effort'], unknownParameter),
  ),
  alternation,
  formats,
  parts,
];
