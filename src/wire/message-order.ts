import type { BodyStep } from './profile.ts';
import type { WireBody, WireMessage } from './wire-body.ts';

/** An assistant turn between a tool result and the user, for chat templates that refuse one after the other. */
export function bridgeAfterTool(text: string): BodyStep {
  return body => {
    const messages = body.messages.flatMap((message, index) =>
      message.role === 'user' && body.messages[index - 1]?.role === 'tool'
        ? [{ role: 'assistant', content: text } as const, message]
        : [message],
    );
    return messages.length === body.messages.length ? body : { ...body, messages };
  };
}

/** Leaves out assistant turns that say nothing and call nothing, which some upstreams refuse. */
export const withoutEmptyAssistants: BodyStep = body => {
  const messages = body.messages.filter(message => !saysNothing(message));
  return messages.length === body.messages.length ? body : { ...body, messages };
};

function saysNothing({ role, content, tool_calls, ...rest }: WireMessage): boolean {
  if (role !== 'assistant' || (tool_calls ?? []).length > 0) return false;
  if (Object.values(rest).some(value => value !== undefined)) return false;
  return content === null || content.length === 0;
}

/** Joins neighbouring assistant messages that are plain text. */
export const mergeAssistants: BodyStep = body => {
  const merged: WireMessage[] = [];
  for (const message of body.messages) {
    const previous = merged.at(-1);
    if (previous !== undefined && isPlainAssistant(previous) && isPlainAssistant(message)) {
      merged[merged.length - 1] = { ...previous, content: `${previous.content}\n\n${message.content}` };
    } else merged.push(message);
  }
  return merged.length === body.messages.length ? body : { ...body, messages: merged };
};

function isPlainAssistant({ role, content, tool_calls }: WireMessage): boolean {
  return role === 'assistant' && typeof content === 'string' && tool_calls === undefined;
}

/** The text of a last assistant message, which the model is meant to continue. */
export function prefill({ messages }: WireBody): string | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || last.tool_calls !== undefined) return undefined;
  if (typeof last.content === 'string') return last.content;
  return last.content?.map(part => part.text ?? '').join('');
}

/** Where the last message must be the user's: asks the model to go on with its own, with a warning. */
export const askToGoOn: BodyStep = (body, { warn }) => {
  if (prefill(body) === undefined) return body;
  const details =
    'the prompt ends with an assistant message, which this model does not continue; it was asked to go on.';
  warn({ type: 'compatibility', feature: 'prompt', details });
  return { ...body, messages: [...body.messages, { role: 'user', content: 'Go on.' }] };
};

/** Where the first message after the instructions must be the user's. */
export const userFirst: BodyStep = body => {
  const first = body.messages.findIndex(message => message.role !== 'system');
  if (body.messages[first]?.role !== 'assistant') return body;
  const opening = { role: 'user', content: 'Hello.' } as const;
  return { ...body, messages: [...body.messages.slice(0, first), opening, ...body.messages.slice(first)] };
};
