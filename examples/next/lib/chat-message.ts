import type { UIMessage } from 'ai';
import type { AnswerFacts } from './answer-facts.ts';
import type { ChatTools } from './tools.ts';

/** A message of this app: what the gateway said about an answer is its metadata. */
export type ChatMessage = UIMessage<AnswerFacts, Record<string, never>, ChatTools>;

/** What the page sends beside the messages. */
export interface ChatChoices {
  readonly model: string;
  /** Ask for whole answers that the gateway may keep. It does not keep streams. */
  readonly cache: boolean;
}
