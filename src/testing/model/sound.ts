/** Sound that says a text: the beginning of a file of each format, and the text itself, to be heard again. */
export function soundOf(format: string, text: string): Uint8Array<ArrayBuffer> {
  const words = new TextEncoder().encode(`${marker}${text}`);
  const head = format === 'wav' ? wavHead(words.length) : (heads[format] ?? []);
  const bytes = new Uint8Array(head.length + words.length);
  bytes.set(head);
  bytes.set(words, head.length);
  return bytes;
}

/** What a sound of the built-in model says; nothing for any other. */
export function heardIn(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  const start = text.indexOf(marker);
  return start === -1 ? undefined : text.slice(start + marker.length);
}

export function soundType(format: string): string {
  return types[format] ?? 'audio/mpeg';
}

const marker = 'local speech: ';

/** First bytes by format; raw samples have none. */
const heads: Readonly<Record<string, readonly number[]>> = {
  mp3: [0xff, 0xfb, 0x90, 0x00],
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

/** One channel of 16 bits at 24 kHz. */
function wavHead(length: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(44));
  const text = (at: number, name: string): void => {
    for (const [index, letter] of [...name].entries()) view.setUint8(at + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + length, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 24_000, true);
  view.setUint32(28, 48_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, length, true);
  return new Uint8Array(view.buffer);
}
