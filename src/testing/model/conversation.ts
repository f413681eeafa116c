import { asString, type JsonObject, objects } from '../http/json.ts';
import type { ChatRequest } from '../upstreams/upstream.ts';

/** What the built-in model looks at in a conversation. */
export interface Conversation {
  /** Text of the last user message. */
  readonly question: string;
  /** Parts of it that are not text. */
  readonly attachments: number;
  /** Names of the tools called since then. */
  readonly called: readonly string[];
  /** Texts of the tool results since then. */
  readonly results: readonly string[];
  /** Instructions: the system messages, and a first user message where another follows. */
  readonly system: string;
}

export function readConversation({ messages }: ChatRequest): Conversation {
  const last = messages.map(message => message.role).lastIndexOf('user');
  const question = messages[last];
  const since = messages.slice(last + 1);
  return {
    question: contentText(question?.content),
    attachments: objects(question?.content).filter(part => asString(part.text) === undefined).length,
    called: since.flatMap(message =>
      objects(message.tool_calls).map(call => asString(callee(call).name) ?? ''),
    ),
    results: since.filter(({ role }) => role === 'tool').map(({ content }) => contentText(content)),
    system: messages
      .filter(({ role }, index) => role === 'system' || role === 'developer' || (index === 0 && index < last))
      .map(({ content }) => contentText(content))
      .join('\n'),
  };
}

function callee(call: JsonObject): JsonObject {
  return objects([call.function])[0] ?? {};
}

/** The text of a message content, whether a string or parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objects(content)
    .map(part => asString(part.text) ?? '')
    .filter(text => text !== '')
    .join('\n');
}
