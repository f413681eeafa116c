import type { Media } from './saved-file.ts';

const signatures: readonly (readonly [type: string, bytes: readonly number[], at?: number])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8]],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
  ['audio/wav', [0x57, 0x41, 0x56, 0x45], 8],
  ['audio/mpeg', [0x49, 0x44, 0x33]],
  ['audio/mpeg', [0xff, 0xfb]],
  ['audio/mpeg', [0xff, 0xf3]],
  ['audio/aac', [0xff, 0xf1]],
  ['audio/flac', [0x66, 0x4c, 0x61, 0x43]],
  ['audio/ogg', [0x4f, 0x67, 0x67, 0x53]],
  ['audio/webm', [0x1a, 0x45, 0xdf, 0xa3]],
  ['audio/mp4', [0x66, 0x74, 0x79, 0x70], 4],
];

/** What a file is, by its first bytes. */
export function mediaTypeOf(media: Media): string | undefined {
  const head = typeof media === 'string' ? Buffer.from(media.slice(0, 32), 'base64') : media;
  return signatures.find(([, bytes, at = 0]) => bytes.every((byte, index) => head[at + index] === byte))?.[0];
}

/** The ending of a file's name, without its dot. */
export function endingOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

const endings: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'audio/wav': ['wav'],
  'audio/mpeg': ['mp3'],
  'audio/aac': ['aac'],
  'audio/flac': ['flac'],
  'audio/ogg': ['ogg', 'opus'],
};

/** A better ending for a file of a type; `undefined` where its name has a fitting one. */
export function betterEnding(path: string, type: string | undefined): string | undefined {
  const known = type === undefined ? undefined : endings[type];
  return known === undefined || known.includes(endingOf(path)) ? undefined : known[0];
}
