import { readFailure } from './chat-failure.ts';
import { type ChatMessage, isSpeaking } from './chat-message.ts';

/** Why questions have no answer, by the id of their message. */
export type Refusals = Readonly<Record<string, string>>;

/** Adds the last question, if the failure left it without an answer. It stays in sight. */
export function refusalsAfter(
  error: Error,
  { messages, refusals }: { messages: readonly ChatMessage[]; refusals: Refusals },
): Refusals {
  const lastUser = messages.map(({ role }) => role).lastIndexOf('user');
  const question = messages[lastUser];
  if (question === undefined || messages.slice(lastUser + 1).some(isSpeaking)) return refusals;
  return { ...refusals, [question.id]: readFailure(error).title };
}

/** What is sent. A guardrail reads the whole conversation, so a blocked question would block all later ones. */
export function withoutRefused(messages: readonly ChatMessage[], refusals: Refusals): ChatMessage[] {
  return messages.filter(message =>
    message.role === 'user' ? refusals[message.id] === undefined : isSpeaking(message),
  );
}
