import { isRecord } from '../../json-values.ts';
import { aTimeout, isBoolean, type Row, type ValueType } from '../../settings/check.ts';
import type { CloudflareKindOptions } from './kind-options.ts';
import { amount, count, filled, share } from './option-checks.ts';
import { queueLimitation } from './option-limitations.ts';
import type { OptionTable } from './option-row.ts';

const anImage: ValueType = {
  accepts: filled.accepts,
  expects: 'an image as base64 or a URL',
  example: "'data:…'",
};
const milliseconds: Row = { is: aTimeout };

/** The options of images, speech, transcripts and embeddings of Workers AI. */
export const mediaOptions: OptionTable<keyof CloudflareKindOptions> = {
  negativePrompt: { is: filled, example: "'people'", kind: 'image' },
  steps: { is: count, example: '8', kind: 'image' },
  guidance: { is: amount, example: '7.5', kind: 'image' },
  strength: { is: share, example: '0.8', kind: 'image' },
  image: { is: anImage, kind: 'image' },
  mask: { is: anImage, kind: 'image' },
  container: { is: ['none', 'wav', 'ogg'], kind: 'speech' },
  sampleRate: { is: count, kind: 'speech' },
  bitRate: { is: count, kind: 'speech' },
  language: { is: filled, example: "'en'", kind: 'transcription' },
  prompt: { is: filled, example: "'Cloudflare, Vercel'", kind: 'transcription' },
  pooling: { is: ['mean', 'cls'], kind: 'Workers AI embedding' },
  inputType: { is: ['query', 'document'], kind: 'Workers AI embedding' },
  instruction: { is: filled, example: "'Find it.'", kind: 'Workers AI embedding' },
  queue: {
    accepts: value => isBoolean(value) || isRecord(value),
    expects: 'true, false, `pollIntervalMs` or `timeoutMs`',
    members: { pollIntervalMs: milliseconds, timeoutMs: milliseconds },
    example: 'true',
    kind: 'Workers AI embedding',
    limitation: queueLimitation,
  },
};
