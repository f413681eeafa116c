import { mapMessages, type WireBody, type WireMessage, type WirePart } from './body.ts';
import { type BodyStep, reportChange } from './profile.ts';

const separator = '\n\n';

/**
 * One system message, first. Leading ones are joined; a later one becomes user text in `<system>` tags, since
 * chat templates of open models reject it ("System message must be at the beginning").
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
      ...mergeUserRuns(rest.map(message => (message.role === 'system' ? asUser(message) : message))),
    ],
  };
};

function joinSystem(messages: readonly WireMessage[]): WireMessage {
  return { role: 'system', content: messages.map(message => message.content).join(separator) };
}

function asUser(message: WireMessage): WireMessage {
  return { role: 'user', content: `<system>${String(message.content)}</system>` };
}

/** Joins each run of neighbours that `fits`. */
function mergeRuns(
  messages: WireBody['messages'],
  fits: (message: WireMessage) => boolean,
  merge: (left: WireMessage, right: WireMessage) => WireMessage,
): WireMessage[] {
  const merged: WireMessage[] = [];
  for (const message of messages) {
    const previous = merged.at(-1);
    if (previous && fits(previous) && fits(message)) merged[merged.length - 1] = merge(previous, message);
    else merged.push(message);
  }
  return merged;
}

/** The body with fewer or more messages; the same body when their number did not change. */
function withMessages(body: WireBody, messages: WireBody['messages']): WireBody {
  return messages.length === body.messages.length ? body : { ...body, messages };
}

function mergeUserRuns(messages: WireBody['messages']): WireMessage[] {
  return mergeRuns(messages, ({ role }) => role === 'user', join);
}

/** Joins neighbouring user messages into one. */
export const mergeUsers: BodyStep = body => withMessages(body, mergeUserRuns(body.messages));

function join(left: WireMessage, right: WireMessage): WireMessage {
  if (typeof left.content === 'string' && typeof right.content === 'string') {
    return { ...left, ...right, content: `${left.content}${separator}${right.content}` };
  }
  return { ...left, ...right, content: [...parts(left), ...parts(right)] };
}

function parts({ content }: WireMessage): readonly { type: string; text?: string }[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}

/**
 * Removes assistant turns without text and calls, which some upstreams reject; thoughts alone are neither.
 * @see https://github.com/mastra-ai/mastra/issues/12980
 */
export const withoutEmptyAssistants: BodyStep = body =>
  withMessages(
    body,
    body.messages.filter(message => !isEmptyAssistant(message)),
  );

function isEmptyAssistant({
  role,
  content,
  tool_calls,
  reasoning_content: _,
  ...rest
}: WireMessage): boolean {
  if (role !== 'assistant' || (tool_calls ?? []).length > 0) return false;
  if (Object.values(rest).some(value => value !== undefined)) return false;
  return content === null || content.length === 0;
}

/** Joins neighbouring assistant messages that are plain text. */
export const mergeAssistants: BodyStep = body =>
  withMessages(
    body,
    mergeRuns(body.messages, isPlainAssistant, (left, right) => ({
      ...left,
      content: `${left.content}${separator}${right.content}`,
    })),
  );

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

/** Where the last message must be the user's: asks the model to continue its own, with a warning. */
export const askToContinue: BodyStep = (body, { warn }) => {
  if (prefill(body) === undefined) return body;
  reportChange(
    warn,
    'prompt',
    'the prompt ends with an assistant message, which this model does not continue; "Go on." was added.',
  );
  return { ...body, messages: [...body.messages, { role: 'user', content: 'Go on.' }] };
};

/** Joins content of text parts only into a string; a message with an image keeps its list. */
export const textAsString: BodyStep = body =>
  mapMessages(body, message => {
    if (!Array.isArray(message.content)) return message;
    const parts: readonly WirePart[] = message.content;
    if (!parts.every(part => part.type === 'text')) return message;
    return { ...message, content: parts.map(part => part.text ?? '').join('\n') };
  });

/** Reads text of white space only as no text, which Claude rejects anywhere. */
export const blankAsEmpty: BodyStep = body =>
  mapMessages(body, message => {
    const { content } = message;
    if (typeof content === 'string')
      return content !== '' && content.trim() === '' ? { ...message, content: '' } : message;
    const parts: readonly WirePart[] = content ?? [];
    const kept = parts.filter(part => part.type !== 'text' || part.text?.trim() !== '');
    return kept.length === parts.length ? message : { ...message, content: kept };
  });

/** Begins a conversation with the user, where the assistant cannot, with a warning. */
export const startWithUser: BodyStep = (body, { warn }) => {
  const first = body.messages.findIndex(message => message.role !== 'system');
  if (body.messages[first]?.role !== 'assistant') return body;
  reportChange(
    warn,
    'prompt',
    'the prompt begins with an assistant message, which this model does not accept; "Hello." was put before it.',
  );
  const opening = { role: 'user', content: 'Hello.' } as const;
  return { ...body, messages: [...body.messages.slice(0, first), opening, ...body.messages.slice(first)] };
};

/** Moves system messages after the first turn to the others at the start, with a warning: as user text they would lose authority. */
export const systemsFirst: BodyStep = (body, { warn }) => {
  const first = body.messages.findIndex(message => message.role !== 'system');
  const rest = body.messages.slice(first);
  const late = rest.filter(message => message.role === 'system');
  if (first === -1 || late.length === 0) return body;
  reportChange(
    warn,
    'prompt',
    'this model accepts system messages at the start only; later ones were moved there.',
  );
  const messages = [
    ...body.messages.slice(0, first),
    ...late,
    ...rest.filter(message => message.role !== 'system'),
  ];
  return { ...body, messages };
};

/** Writes `''` as the content of an assistant turn that only calls tools: some upstreams reject `null`. */
export const nullContentAsEmpty: BodyStep = body =>
  mapMessages(body, message => (message.content === null ? { ...message, content: '' } : message));

/** Removes empty text parts next to other parts, which some upstreams reject. */
export const withoutEmptyText: BodyStep = body =>
  mapMessages(body, message => {
    if (!Array.isArray(message.content) || message.content.length < 2) return message;
    const parts: readonly WirePart[] = message.content;
    const kept = parts.filter(part => part.type !== 'text' || part.text !== '');
    return kept.length === parts.length || kept.length === 0 ? message : { ...message, content: kept };
  });
