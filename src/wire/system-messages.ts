import type { BodyStep } from './profile.ts';
import type { WireBody, WireMessage } from './wire-body.ts';

const separator = '\n\n';

/**
 * One system message, first. Leading ones are joined; a later one becomes user text in `<system>` tags, since
 * chat templates of open models refuse it ("System message must be at the beginning").
 * @see https://github.com/vllm-project/vllm/issues/41114
 */
export const singleLeadingSystem: BodyStep = body => {
  const firstOther = body.messages.findIndex(message => message.role !== 'system');
  const leading = firstOther === -1 ? body.messages : body.messages.slice(0, firstOther);
  const rest = body.messages.slice(leading.length);
  if (leading.length < 2 && rest.every(message => message.role !== 'system')) return body;
  return {
    ...body,
    messages: [
      ...(leading.length === 0 ? [] : [joinSystem(leading)]),
      ...mergeUserText(rest.map(message => (message.role === 'system' ? asUser(message) : message))),
    ],
  };
};

function joinSystem(messages: readonly WireMessage[]): WireMessage {
  return { role: 'system', content: messages.map(message => message.content).join(separator) };
}

function asUser(message: WireMessage): WireMessage {
  return { role: 'user', content: `<system>${String(message.content)}</system>` };
}

/** Joins neighbouring user messages into one. */
export const mergeUsers: BodyStep = body => {
  const messages = mergeUserText(body.messages);
  return messages.length === body.messages.length ? body : { ...body, messages };
};

function mergeUserText(messages: WireBody['messages']): WireMessage[] {
  const merged: WireMessage[] = [];
  for (const message of messages) {
    const previous = merged.at(-1);
    if (message.role === 'user' && previous?.role === 'user')
      merged[merged.length - 1] = join(previous, message);
    else merged.push(message);
  }
  return merged;
}

function join(left: WireMessage, right: WireMessage): WireMessage {
  if (typeof left.content === 'string' && typeof right.content === 'string') {
    return { ...left, ...right, content: `${left.content}${separator}${right.content}` };
  }
  return { ...left, ...right, content: [...parts(left), ...parts(right)] };
}

function parts({ content }: WireMessage): readonly { type: string; text?: string }[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}
