import { isAmount, isCount, isFilled, isPooling, isQueue, isRole } from './option-checks.ts';
import { queueLimitation } from './option-limitations.ts';
import type { OptionTable } from './option-row.ts';

const aText = 'a string';
const wholeFrom1 = 'a whole number, at least 1';
const aNumber = 'a number, at least 0';
const anImage = 'an image as base64, a `data:` URL or another URL';
const aRole = "'query' or 'document'";
const pixel = "'iVBORw0KGgo…'";

/** The options of images, speech, transcripts and embeddings of Workers AI. */
export const mediaOptions: OptionTable<
  | 'negativePrompt'
  | 'steps'
  | 'guidance'
  | 'strength'
  | 'image'
  | 'mask'
  | 'container'
  | 'sampleRate'
  | 'bitRate'
  | 'language'
  | 'prompt'
  | 'pooling'
  | 'inputType'
  | 'instruction'
  | 'queue'
> = {
  negativePrompt: { expects: aText, example: "'people'", accepts: isFilled, kind: 'image' },
  steps: { expects: wholeFrom1, example: '8', accepts: isCount, kind: 'image' },
  guidance: { expects: aNumber, example: '7.5', accepts: isAmount, kind: 'image' },
  strength: { expects: aNumber, example: '0.8', accepts: isAmount, kind: 'image' },
  image: { expects: anImage, example: pixel, accepts: isFilled, kind: 'image' },
  mask: { expects: anImage, example: pixel, accepts: isFilled, kind: 'image' },
  container: { expects: aText, example: "'wav'", accepts: isFilled, kind: 'speech' },
  sampleRate: { expects: wholeFrom1, example: '24000', accepts: isCount, kind: 'speech' },
  bitRate: { expects: wholeFrom1, example: '48000', accepts: isCount, kind: 'speech' },
  language: { expects: aText, example: "'en'", accepts: isFilled, kind: 'transcription' },
  prompt: { expects: aText, example: "'Cloudflare, Vercel'", accepts: isFilled, kind: 'transcription' },
  pooling: { expects: "'mean' or 'cls'", example: "'cls'", accepts: isPooling, kind: 'Workers AI embedding' },
  inputType: { expects: aRole, example: "'query'", accepts: isRole, kind: 'Workers AI embedding' },
  instruction: { expects: aText, example: "'Find it.'", accepts: isFilled, kind: 'Workers AI embedding' },
  queue: {
    expects: 'true, false, or `pollIntervalMs` and `timeoutMs` in whole milliseconds',
    example: 'true',
    accepts: isQueue,
    strict: (value, { wire }) => value !== false && wire === 'vectors',
    kind: 'Workers AI embedding',
    limitation: queueLimitation,
  },
};
