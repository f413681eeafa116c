import { markedInvalidArgument } from '../settings/configuration-error.ts';
import { sha256 } from './sha256.ts';

/**
 * The inputs of a session id.
 */
export interface ConversationIdentity {
  /**
   * Your id of the conversation, the same for each turn.
   */
  conversationId: string;

  /**
   * The tenant, if ids repeat between tenants.
   * @default none
   */
  tenant?: string | undefined;

  /**
   * The user, if ids repeat between users.
   * @default none
   */
  user?: string | undefined;

  /**
   * A secret text. It keeps session ids from being guessed.
   * @default none
   */
  secret?: string | undefined;
}

/**
 * A stable id for a conversation, for `sessionAffinity` (the prefix cache of Workers AI) and `autoRouter.sessionId`:
 * `session-` and 32 hexadecimal digits of a hash. The inputs never leave this process.
 * @throws InvalidArgumentError for a conversation without an id
 * @example { sessionAffinity: conversationSessionId({ conversationId: chat.id, user: user.id }) }
 */
export function conversationSessionId(conversation: string | ConversationIdentity): string {
  const identity = typeof conversation === 'string' ? { conversationId: conversation } : conversation;
  // Anything but an object has no id.
  const { conversationId, tenant, user, secret } = Object(identity) as ConversationIdentity;
  const parts = { conversationId, tenant, user, secret };
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined && name !== 'conversationId') continue;
    if (typeof value === 'string' && value !== '') continue;
    throw markedInvalidArgument({
      setting: `conversationSessionId.${name}`,
      problem: 'expected a non-empty string. An empty value would put unrelated users in one session.',
      example: "conversationSessionId({ conversationId: 'chat-42', user: 'user-7' })",
    });
  }
  // As JSON, since joined strings would be ambiguous.
  const hash = sha256(
    JSON.stringify(['session', conversationId, tenant ?? null, user ?? null, secret ?? null]),
  );
  return `session-${hash.slice(0, 32)}`;
}
