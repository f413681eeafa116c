import { convertBase64ToUint8Array, convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils';
import { isRecord, type JSONRecord, records } from '../json-values.ts';

/** A file that the model made: its data in base64, or where it is. */
export interface AnswerFile {
  readonly mediaType: string;
  readonly data?: string;
  readonly url?: string;
  /** Audio that the vendor keeps for the next turn, and until when, in seconds. */
  readonly kept?: { readonly id: unknown; readonly expiresAt?: unknown };
}

/** How the formats of audio begin, in base64. Without any of these it is raw. */
const audioTypes: readonly (readonly [start: RegExp, type: string])[] = [
  [/^UklGR/, 'audio/wav'],
  [/^(?:SUQz|\/\/)/, 'audio/mpeg'],
  [/^ZkxhQ/, 'audio/flac'],
  [/^T2dnUw/, 'audio/ogg'],
];

/** Images and audio of one answer, in the fields of OpenAI, OpenRouter and Gemini. */
export class AnswerFiles {
  /** The words of the audio. */
  transcript = '';
  private images: AnswerFile[] = [];
  private readonly known = new Set<string>();
  private audio: string[] = [];
  private kept: AnswerFile['kept'];

  get isWaiting(): boolean {
    return this.images.length > 0 || this.transcript !== '';
  }

  read({ images, audio, content }: JSONRecord): void {
    for (const image of [images, records(content)].flat()) this.readImage(image);
    if (!isRecord(audio)) return;
    if (typeof audio.data === 'string' && audio.data !== '') this.audio.push(audio.data);
    if (typeof audio.transcript === 'string') this.transcript += audio.transcript;
    const { id = this.kept?.id, expires_at: expiresAt = this.kept?.expiresAt } = audio;
    if (id) this.kept = { id, ...(expiresAt !== undefined && { expiresAt }) };
  }

  /** Images that no part carries yet and, at the end of the answer, its audio. */
  take(ended: boolean): readonly AnswerFile[] {
    const { kept } = this;
    const files =
      ended && this.audio.length > 0
        ? [...this.images, { ...audioFile(this.audio), ...(kept && { kept }) }]
        : this.images;
    this.images = [];
    if (ended) this.audio = [];
    return files;
  }

  private readImage(image: unknown): void {
    const link = isRecord(image) ? image.image_url : image;
    const url = isRecord(link) ? link.url : link;
    // Some hosts repeat an image in the last chunk.
    if (typeof url !== 'string' || url === '' || this.known.has(url)) return;
    this.known.add(url);
    const [, mediaType = 'image/png', data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(url) ?? [];
    this.images.push(data === undefined ? { mediaType, url } : { mediaType, data });
  }
}

/** Each piece of a stream is encoded on its own. */
function audioFile(pieces: readonly string[]): AnswerFile {
  const [only = '', ...more] = pieces;
  const data = more.length === 0 ? only : joined(pieces);
  return { mediaType: audioTypes.find(([start]) => start.test(data))?.[1] ?? 'audio/pcm', data };
}

function joined(pieces: readonly string[]): string {
  const bytes = pieces.map(convertBase64ToUint8Array);
  const all = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of bytes) {
    all.set(piece, at);
    at += piece.length;
  }
  return convertUint8ArrayToBase64(all);
}
