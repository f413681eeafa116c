import { joinedBytes } from '../http/joined-bytes.ts';
import { block, type Picture } from './picture.ts';

/** A picture as a PNG with a palette. */
export async function pngOf({ width, height, palette, colourAt }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const line = width + 1;
  // A line begins with its filter: none.
  const lines = new Uint8Array(line * height);
  for (let row = 0; row * block < height; row++) {
    const first = row * block * line;
    for (let x = 0; x < width; x++) lines[first + 1 + x] = colourAt(Math.floor(x / block), row);
    const last = Math.min(height, (row + 1) * block);
    for (let y = row * block + 1; y < last; y++) lines.copyWithin(y * line, first, first + line);
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  // Eight bits for each pixel, places in a palette.
  header.setUint8(8, 8);
  header.setUint8(9, 3);
  return joinedBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', await deflated(lines)),
    chunk('IEND', new Uint8Array()),
  ]);
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** CRC-32, as PNG defines it. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
