import { isRecord, isText } from '../json-values.ts';
import type { StreamPart } from './stream/part-stream.ts';

/** How the formats of audio begin, in base64. Without any of these it is raw. */
const types = { UklGR: 'wav', SUQz: 'mpeg', '//': 'mpeg', ZkxhQ: 'flac', T2dnUw: 'ogg' };

/** Audio of an answer, in the field of OpenAI. */
export interface AnswerAudio {
  /** In base64. Each piece of a stream is encoded on its own. */
  readonly pieces: string[];
  /** Under which id the vendor keeps it for the next turn, and until when, in seconds. */
  id?: unknown;
  expiresAt?: unknown;
}

/** Adds what a message holds. */
export function readAudio(audio: AnswerAudio, sent: unknown): void {
  if (!isRecord(sent)) return;
  const { data, id, expires_at: expiresAt } = sent;
  if (isText(data)) audio.pieces.push(data);
  if (id) audio.id = id;
  if (expiresAt !== undefined) audio.expiresAt = expiresAt;
}

/** The file part of audio that is complete, or none. */
export function audioParts({ pieces, id, expiresAt }: AnswerAudio, vendor: string): readonly StreamPart[] {
  const [only, ...more] = pieces.splice(0);
  if (only === undefined) return [];
  const data = more.length === 0 ? only : btoa([only, ...more].map(atob).join(''));
  const audio = { vendor, id, ...(expiresAt !== undefined && { expiresAt }) };
  return [
    {
      type: 'file',
      mediaType: `audio/${Object.entries(types).find(([start]) => data.startsWith(start))?.[1] ?? 'pcm'}`,
      data,
      ...(id !== undefined && { providerMetadata: { cloudflare: { audio } } }),
    },
  ];
}
