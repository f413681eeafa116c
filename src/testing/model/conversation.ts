import { asString, type JsonObject, objects } from '../http/json.ts';
import type { ChatRequest } from '../upstreams/upstream.ts';

/** What the built-in model looks at in a conversation. */
export interface Conversation {
  /** Text of the last user message. */
  readonly question: string;
  /** Parts of it, or of the tool results since then, that are not text. */
  readonly attachments: number;
  /** Names of the tools called since then. */
  readonly called: readonly string[];
  /** Texts of the tool results since then. */
  readonly results: readonly string[];
  /** Instructions: the system messages, and a first user message where another follows. */
  readonly system: string;
}

export function readConversation({ messages }: ChatRequest): Conversation {
  const last = lastQuestion(messages);
  const question = messages[last];
  const since = messages.slice(last + 1);
  const results = since.filter(({ role }) => role === 'tool');
  return {
    question: contentText(question?.content),
    attachments: (results.length > 0 ? since : [question]).flatMap(message => files(message?.content)).length,
    called: since.flatMap(message =>
      objects(message.tool_calls).map(call => asString(callee(call).name) ?? ''),
    ),
    results: results.map(({ content }) => contentText(content)),
    system: messages
      .filter(({ role }, index) => role === 'system' || role === 'developer' || (index === 0 && index < last))
      .map(({ content }) => contentText(content))
      .join('\n'),
  };
}

function lastQuestion(messages: readonly JsonObject[]): number {
  const areQuestions = messages.map(
    ({ role }, index) => role === 'user' && !belongsToResults(messages, index),
  );
  return areQuestions.lastIndexOf(true);
}

/** Files of a tool result come as a message of the user right after it, where results are text only. */
function belongsToResults(messages: readonly JsonObject[], index: number): boolean {
  const message = messages[index];
  const before = messages[index - 1];
  if (message?.role !== 'user' || files(message.content).length === 0) return false;
  return before?.role === 'tool' || (before?.role === 'user' && belongsToResults(messages, index - 1));
}

function files(content: unknown): JsonObject[] {
  return objects(content).filter(part => asString(part.text) === undefined);
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
