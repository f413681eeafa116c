import { answerChat } from '../../../lib/answer-chat.ts';

// The same handler on the edge runtime. Next.js 16 calls that runtime deprecated; the provider needs nothing of Node.
export const runtime = 'edge';

export const POST = answerChat;
