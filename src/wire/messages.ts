import { mapMessages, type WireBody, type WireMessage, type WirePart } from './body.ts';
import { type AnswerFixes, type BodyStep, type ProfileContext, reportChange } from './profile.ts';

type Messages = WireBody['messages'];
type Content = WireMessage['content'];

/** Replaces the messages of a body, and warns about it. */
export function withPrompt(
  body: WireBody,
  messages: Messages,
  { warn }: Pick<ProfileContext, 'warn'>,
  details: string,
): WireBody {
  reportChange(warn, 'prompt', details);
  return { ...body, messages };
}

/** The body with fewer messages; the same body when there are as many. */
function withFewer(body: WireBody, messages: Messages): WireBody {
  return messages.length === body.messages.length ? body : { ...body, messages };
}

/** The system messages at the start, and all that follows. */
function turnsOf({ messages }: WireBody): readonly [systems: Messages, turns: Messages] {
  const first = messages.findIndex(message => !isSystem(message));
  return first === -1 ? [messages, []] : [messages.slice(0, first), messages.slice(first)];
}

function isSystem({ role }: WireMessage): boolean {
  return role === 'system';
}

/**
 * One system message, first. Leading ones are joined; a later one becomes user text in `<system>` tags, since
 * chat templates of open models reject it ("System message must be at the beginning").
 * @see https://github.com/vllm-project/vllm/issues/41114
 */
export const singleLeadingSystem: BodyStep = body => {
  const [systems, turns] = turnsOf(body);
  if (systems.length < 2 && !turns.some(isSystem)) return body;
  const users = turns.map(message => (isSystem(message) ? asUser(message) : message));
  return { ...body, messages: [...merged(systems, isSystem), ...merged(users, isUser)] };
};

/** For models without a system role. */
export const systemAsUser: BodyStep = body =>
  mapMessages(body, message => (isSystem(message) ? { ...message, role: 'user' } : message));

function asUser({ content }: WireMessage): WireMessage {
  return { role: 'user', content: `<system>${String(content)}</system>` };
}

function isUser({ role }: WireMessage): boolean {
  return role === 'user';
}

/** Joins each run of neighbours that `fits`. */
function merged(messages: Messages, fits: (message: WireMessage) => boolean): Messages {
  const made: WireMessage[] = [];
  for (const message of messages) {
    const previous = made.at(-1);
    if (previous && fits(previous) && fits(message))
      made[made.length - 1] = { ...previous, ...message, content: joined(previous.content, message.content) };
    else made.push(message);
  }
  return made;
}

function joined(left: Content, right: Content): Content {
  return typeof left === 'string' && typeof right === 'string'
    ? `${left}\n\n${right}`
    : [...partsOf(left), ...partsOf(right)];
}

function partsOf(content: Content): readonly WirePart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}

/** Joins neighbouring user messages into one. */
export const mergeUsers: BodyStep = body => withFewer(body, merged(body.messages, isUser));

/** Joins neighbouring assistant messages that are plain text. */
export const mergeAssistants: BodyStep = body =>
  withFewer(
    body,
    merged(
      body.messages,
      ({ role, content, tool_calls }) =>
        role === 'assistant' && typeof content === 'string' && tool_calls === undefined,
    ),
  );

/** Removes turns of the given roles without text and calls; thoughts alone are neither. */
function withoutEmpty(roles: string): BodyStep {
  return body => {
    const messages = body.messages.filter(
      ({ role, content, tool_calls: calls, reasoning_content: _, ...rest }) =>
        !roles.includes(role) ||
        calls?.length ||
        content?.length ||
        Object.values(rest).some(value => value !== undefined),
    );
    return messages.length === 0 ? body : withFewer(body, messages);
  };
}

/** For the upstreams that reject them. @see https://github.com/mastra-ai/mastra/issues/12980 */
export const withoutEmptyAssistants: BodyStep = withoutEmpty('assistant');

/**
 * The same of everybody.
 * @see https://github.com/microsoft/autogen/issues/5762 · https://github.com/AstrBotDevs/AstrBot/issues/6447
 */
export const withoutEmptyTurns: BodyStep = withoutEmpty('system user assistant');

/** The text of a last assistant message, which the model is meant to continue. */
function prefill({ messages }: WireBody): string | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || last.tool_calls || last.content === null) return undefined;
  return partsOf(last.content)
    .map(part => part.text ?? '')
    .join('');
}

/** The fix of a response that repeats that text. */
export function echoedPrefill(sent: WireBody): AnswerFixes {
  const text = prefill(sent);
  return text ? { echoedPrefix: text } : {};
}

/** The body with that message replaced. */
export function mapPrefill(
  body: WireBody,
  map: (message: WireMessage, text: string) => WireMessage,
): WireBody {
  const text = prefill(body);
  const last = body.messages.at(-1);
  if (text === undefined || last === undefined) return body;
  return { ...body, messages: [...body.messages.slice(0, -1), map(last, text)] };
}

/** Where the last message must be the user's: asks the model to continue its own, with a warning. */
export const askToContinue: BodyStep = (body, context) =>
  prefill(body) === undefined
    ? body
    : withPrompt(
        body,
        [...body.messages, { role: 'user', content: 'Go on.' }],
        context,
        'the prompt ends with an assistant message, which this model does not continue; "Go on." was added.',
      );

/** Begins a conversation with the user, where the assistant cannot, with a warning. */
export const startWithUser: BodyStep = (body, context) => {
  const [systems, turns] = turnsOf(body);
  if (turns[0]?.role !== 'assistant') return body;
  return withPrompt(
    body,
    [...systems, { role: 'user', content: 'Hello.' }, ...turns],
    context,
    'the prompt begins with an assistant message, which this model does not accept; "Hello." was put before it.',
  );
};

/** Moves system messages after the first turn to the others at the start, with a warning: as user text they would lose authority. */
export const systemsFirst: BodyStep = (body, context) => {
  const [systems, turns] = turnsOf(body);
  const late = turns.filter(isSystem);
  if (late.length === 0) return body;
  return withPrompt(
    body,
    [...systems, ...late, ...turns.filter(message => !isSystem(message))],
    context,
    'this model accepts system messages at the start only; later ones were moved there.',
  );
};

/** Rewrites the content of each message. */
function mapContent(map: (content: Content) => Content): BodyStep {
  return body =>
    mapMessages(body, message => {
      const content = map(message.content);
      return content === message.content ? message : { ...message, content };
    });
}

/** The parts without text that is empty; the same list when there is none. */
function withoutText(parts: readonly WirePart[], isEmpty: (text: string) => boolean): readonly WirePart[] {
  const kept = parts.filter(({ type, text }) => type !== 'text' || text === undefined || !isEmpty(text));
  return kept.length < parts.length ? kept : parts;
}

/** Joins content of text parts only into a string; a message with an image keeps its list. */
export const textAsString: BodyStep = mapContent(content =>
  typeof content === 'object' && content?.every(part => part.type === 'text')
    ? content.map(part => part.text ?? '').join('\n')
    : content,
);

/** Reads text of white space only as no text, which Claude rejects anywhere. */
export const blankAsEmpty: BodyStep = mapContent(content => {
  const isBlank = (text: string): boolean => text.trim() === '';
  if (typeof content === 'string') return isBlank(content) ? '' : content;
  return content && withoutText(content, isBlank);
});

/** Writes `''` as the content of an assistant turn that only calls tools: some upstreams reject `null`. */
export const nullContentAsEmpty: BodyStep = mapContent(content => content ?? '');

/** Removes empty text parts next to other parts, which some upstreams reject. */
export const withoutEmptyText: BodyStep = mapContent(content => {
  if (typeof content !== 'object' || content === null) return content;
  const kept = withoutText(content, text => text === '');
  return kept.length === 0 ? content : kept;
});
