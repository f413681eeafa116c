import { isStaticToolUIPart, type UIMessage } from 'ai';
import type { AnswerFacts } from './answer-facts.ts';
import type { ChatTools } from './tools.ts';

/** A message of this app, with the facts about a response as its metadata. */
export type ChatMessage = UIMessage<AnswerFacts, Record<string, never>, ChatTools>;

/** Whether the message has anything to show. */
export function isSpeaking({ parts }: ChatMessage): boolean {
  return parts.some(part => (part.type === 'text' ? part.text !== '' : isStaticToolUIPart(part)));
}

/** The settings that the page sends with the messages. */
export interface ChatChoices {
  readonly model: string;
  /** Requests complete responses, which the gateway can cache. It does not cache streams. */
  readonly cache: boolean;
}
