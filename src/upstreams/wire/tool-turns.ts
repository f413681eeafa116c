import type { BodyStep, CallWarning } from '../profile.ts';
import type { WireBody, WireMessage } from './wire-body.ts';

/**
 * A tool result whose call is not in the conversation, as trimmed histories have them, is refused everywhere
 * ("tool result's tool id(…) not found (2013)"). It becomes user text, so that nothing of it is lost.
 * @see https://github.com/MiniMax-AI/MiniMax-M2/issues/76
 */
export const orphanResults: BodyStep = (body, { warn }) => {
  if (!body.messages.some(message => message.role === 'tool')) return body;
  const called = new Set<string>();
  let orphans = 0;
  const messages = body.messages.map(message => {
    for (const call of message.tool_calls ?? []) called.add(call.id);
    if (message.role !== 'tool' || called.has(message.tool_call_id ?? '')) return message;
    orphans++;
    return asUserText(message, 'a tool');
  });
  if (orphans === 0) return body;
  warn({
    type: 'compatibility',
    feature: 'prompt',
    details: `${orphans} tool result(s) belong to no call in the prompt; they were sent as user text.`,
  });
  return { ...body, messages };
};

/** Which bodies cannot carry tool turns, and what to say about it. */
interface FlattenRule {
  readonly when?: (body: WireBody) => boolean;
  readonly because: string;
}

/** Writes earlier tool calls and their results as text, where the upstream has no way to carry them. */
export function toolTurnsAsText({ when, because }: FlattenRule): BodyStep {
  return (body, { warn }) => {
    const calls = body.messages.flatMap(message => message.tool_calls ?? []);
    if (calls.length === 0 || when?.(body) === false) return body;
    const names = new Map(calls.map(call => [call.id, call.function.name]));
    const details = `${because}; earlier tool calls and results were sent as text.`;
    warn({ type: 'compatibility', feature: 'prompt', details } satisfies CallWarning);
    return { ...body, messages: body.messages.map(message => asText(message, names)) };
  };
}

function asText(message: WireMessage, names: ReadonlyMap<string, string>): WireMessage {
  if (message.role === 'tool') return asUserText(message, names.get(message.tool_call_id ?? '') ?? 'a tool');
  if (message.tool_calls === undefined) return message;
  const { tool_calls: calls, ...rest } = message;
  const written = calls.map(call => `[calls ${call.function.name} with ${call.function.arguments}]`);
  const text = typeof message.content === 'string' && message.content !== '' ? [message.content] : [];
  return { ...rest, content: [...text, ...written].join('\n') };
}

function asUserText({ content }: WireMessage, name: string): WireMessage {
  return { role: 'user', content: `[result of ${name}] ${String(content)}` };
}
