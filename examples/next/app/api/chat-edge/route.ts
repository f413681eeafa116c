import { answerChat } from '../../../lib/answer-chat.ts';

// The same handler on the edge runtime, which Next.js 16 deprecates. The provider does not need Node APIs.
export const runtime = 'edge';

export const POST = answerChat;
