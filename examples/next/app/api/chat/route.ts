import { answerChat } from '../../../lib/answer-chat.ts';

export const maxDuration = 60;

export const POST = answerChat;
