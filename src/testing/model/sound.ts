import { joinedBytes } from '../http/joined-bytes.ts';
import { fnv1a } from './hash.ts';

/**
 * Audio of a text: a short tone for each word, and the text itself, for a transcript. MP3 is silent, and of the
 * other compressed formats only the beginning is real.
 */
export function soundOf(format: string, text: string): Uint8Array<ArrayBuffer> {
  const words = new TextEncoder().encode(`${marker}${text}\0`);
  if (format === 'wav') return wavOf(tones(text), words);
  if (format === 'mp3') return mp3Of(text, words);
  if (format === 'pcm') return joinedBytes([tones(text), words]);
  return joinedBytes([Uint8Array.from(heads[format] ?? []), words]);
}

/** The text of audio of the built-in model; nothing for any other. */
export function heardIn(bytes: Uint8Array): string | undefined {
  const start = placeOf(bytes, new TextEncoder().encode(marker));
  if (start === -1) return undefined;
  const end = bytes.indexOf(0, start);
  return new TextDecoder().decode(bytes.subarray(start, end === -1 ? bytes.length : end));
}

export function soundType(format: string): string {
  return types[format] ?? 'audio/mpeg';
}

const marker = 'local speech: ';

/** Where bytes end in others, or -1. */
function placeOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at + wanted.length;
  }
  return -1;
}

/** First bytes by format; other raw samples have none. */
const heads: Readonly<Record<string, readonly number[]>> = {
  aac: [0xff, 0xf1, 0x50, 0x80],
  flac: [0x66, 0x4c, 0x61, 0x43],
  opus: [0x4f, 0x67, 0x67, 0x53],
};

const types: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

/** Samples per second. */
const rate = 8000;
/** Samples of a word: 0.15 s. */
const perWord = 1200;
/** Words that are sounded; the text has them all. */
const mostWords = 12;

/** One channel of 16 bits: each word has its own pitch. */
function tones(text: string): Uint8Array {
  const words = text.split(/\s+/).slice(0, mostWords);
  const view = new DataView(new ArrayBuffer(words.length * perWord * 2));
  for (const [index, word] of words.entries()) {
    const pitch = 220 * 2 ** ((fnv1a(word) % 13) / 12);
    for (let sample = 0; sample < perWord; sample++) {
      const swell = Math.sin((Math.PI * sample) / perWord);
      const level = Math.sin((2 * Math.PI * pitch * sample) / rate) * swell * 8000;
      view.setInt16((index * perWord + sample) * 2, level, true);
    }
  }
  return new Uint8Array(view.buffer);
}

/** The text is the file's comment. */
function wavOf(samples: Uint8Array, words: Uint8Array): Uint8Array<ArrayBuffer> {
  const comment = riff('LIST', joinedBytes([ascii('INFO'), riff('ICMT', words)]));
  const format = new DataView(new ArrayBuffer(16));
  format.setUint16(0, 1, true);
  format.setUint16(2, 1, true);
  format.setUint32(4, rate, true);
  format.setUint32(8, rate * 2, true);
  format.setUint16(12, 2, true);
  format.setUint16(14, 16, true);
  const parts = [riff('fmt ', new Uint8Array(format.buffer)), comment, riff('data', samples)];
  return riff('RIFF', joinedBytes([ascii('WAVE'), ...parts]));
}

/** A chunk, of an even number of bytes. */
function riff(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = new DataView(new ArrayBuffer(4));
  size.setUint32(0, data.length, true);
  const filler = new Uint8Array(data.length % 2);
  return joinedBytes([ascii(name), new Uint8Array(size.buffer), data, filler]);
}

/** The text is the file's title, in an ID3 tag; frames of silence follow. */
function mp3Of(text: string, words: Uint8Array): Uint8Array<ArrayBuffer> {
  // 3: UTF-8
  const title = joinedBytes([Uint8Array.of(3), words]);
  const frame = joinedBytes([ascii('TIT2'), sevenBits(title.length), new Uint8Array(2), title]);
  const tag = joinedBytes([ascii('ID3'), Uint8Array.of(4, 0, 0), sevenBits(frame.length), frame]);
  const count = 6 * Math.min(mostWords, text.split(/\s+/).length);
  // MPEG 1, layer III, 32 kbit/s, 44.1 kHz, one channel: 104 bytes, 26 ms.
  const silence = new Uint8Array(104);
  silence.set([0xff, 0xfb, 0x10, 0xc4]);
  return joinedBytes([tag, ...new Array<Uint8Array>(count).fill(silence)]);
}

/** A length in bytes of seven bits. */
function sevenBits(length: number): Uint8Array {
  return Uint8Array.from([21, 14, 7, 0], shift => (length >> shift) & 0x7f);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
