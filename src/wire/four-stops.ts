import type { BodyStep } from './profile.ts';

/** OpenAI and those who follow it take four stop sequences. @see https://platform.openai.com/docs/api-reference/chat/create */
export const atMostFourStops: BodyStep = (body, { warn }) => {
  if (body.stop === undefined || body.stop.length <= 4) return body;
  const details = 'at most four stop sequences are taken; the first four were sent.';
  warn({ type: 'compatibility', feature: 'stopSequences', details });
  return { ...body, stop: body.stop.slice(0, 4) };
};
