import { markedInvalidArgument } from '../settings/configuration-error.ts';
import { sha256 } from './sha256.ts';

/**
 * What a session id is made of.
 */
export interface ConversationIdentity {
  /**
   * Your own id of the conversation, the same for each of its turns.
   */
  conversationId: string;

  /**
   * Whose conversation it is, where ids repeat between tenants.
   * @default none
   */
  tenant?: string | undefined;

  /**
   * Whose conversation it is, where ids repeat between users.
   * @default none
   */
  user?: string | undefined;

  /**
   * A text that only you know. With it, nobody can find out an id by trying.
   * @default none
   */
  secret?: string | undefined;
}

/**
 * A stable id for a conversation, for `sessionAffinity` (the prefix cache of Workers AI) and `autoRouter.sessionId`:
 * `session-` and 32 hexadecimal digits of a hash. None of what it is made of leaves this process.
 * @throws InvalidArgumentError for a conversation without an id
 * @example { sessionAffinity: conversationSessionId({ conversationId: chat.id, user: user.id }) }
 */
export function conversationSessionId(conversation: string | ConversationIdentity): string {
  const identity = typeof conversation === 'string' ? { conversationId: conversation } : conversation;
  const { conversationId, tenant, user, secret } = identity;
  const parts = { conversationId, tenant, user, secret };
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined && name !== 'conversationId') continue;
    if (typeof value === 'string' && value !== '') continue;
    throw markedInvalidArgument({
      setting: `conversationSessionId.${name}`,
      problem: 'expected a text that is not empty; an empty one would join strangers in one session.',
      example: "conversationSessionId({ conversationId: 'chat-42', user: 'user-7' })",
    });
  }
  // As JSON, since texts that are only joined can be split in more than one way.
  const hash = sha256(
    JSON.stringify(['session', conversationId, tenant ?? null, user ?? null, secret ?? null]),
  );
  return `session-${hash.slice(0, 32)}`;
}
