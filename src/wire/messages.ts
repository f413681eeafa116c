import { mapMessages, type WireBody, type WireMessage, type WirePart } from './body.ts';
import { when } from './fields.ts';
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

/**
 * Removes text that says nothing, and turns that then hold neither text nor calls, which most upstreams reject; thoughts
 * alone are neither.
 * @see https://github.com/mastra-ai/mastra/issues/12980 (Gemini) · https://github.com/AstrBotDevs/AstrBot/issues/6447 (xAI) ·
 * https://github.com/earendil-works/pi/pull/3311 (MiniMax, Z.ai)
 */
function withoutEmpty(isEmpty: (text: string) => boolean): BodyStep {
  const told = (parts: readonly WirePart[]): readonly WirePart[] =>
    parts.filter(({ type, text }) => type !== 'text' || text === undefined || !isEmpty(text));
  const kept = mapContent(content => {
    if (typeof content === 'string') return isEmpty(content) ? '' : content;
    const parts = told(content ?? []);
    return parts.length === content?.length ? content : content && parts;
  });
  return (given, context) => {
    const body = kept(given, context);
    const messages = body.messages.filter(
      ({ role, content, tool_calls: calls, reasoning_content: _, ...rest }) =>
        role === 'tool' ||
        calls?.length ||
        content?.length ||
        Object.values(rest).some(value => value !== undefined),
    );
    return messages.length === 0 ? body : withFewer(body, messages);
  };
}

export const withoutEmptyText: BodyStep = withoutEmpty(text => text === '');

/** The same for text of white space only, which Claude rejects anywhere. */
export const withoutBlankText: BodyStep = withoutEmpty(text => text.trim() === '');

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
        'the prompt ends with an assistant message; "Go on." was put behind it.',
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

/** The same where the assistant's first turn calls a tool, which Gemini refuses. @see https://github.com/google-gemini/gemini-cli/issues/11814 */
export const callsAfterUser: BodyStep = when(
  body => turnsOf(body)[1][0]?.tool_calls !== undefined,
  startWithUser,
);

/** Moves system messages after the first turn to the others at the start, with a warning: as user text they would lose authority. */
export const systemsFirst: BodyStep = (body, context) => {
  const [systems, turns] = turnsOf(body);
  const late = turns.filter(isSystem);
  if (late.length === 0) return body;
  return withPrompt(
    body,
    [...systems, ...late, ...turns.filter(message => !isSystem(message))],
    context,
    'system messages were moved to the start.',
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

/**
 * Content as a string, which most open models demand: text parts are joined, and a turn that only calls tools has an
 * empty one. A message with an image keeps its list.
 */
export const plainContent: BodyStep = mapContent(content =>
  typeof content === 'string' || content?.some(part => part.type !== 'text')
    ? content
    : (content ?? []).map(part => part.text ?? '').join('\n'),
);
