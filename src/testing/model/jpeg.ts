import { joinedBytes } from '../http/joined-bytes.ts';
import { block, type Colour, type Picture } from './picture.ts';

/**
 * A picture as a baseline JPEG. Its blocks are those of the format, so that each is only its mean: a difference from
 * the block before, and nothing else.
 */
export function jpegOf(picture: Picture): Uint8Array<ArrayBuffer> {
  const { width, height } = picture;
  return joinedBytes([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...new Array<number>(64).fill(quantum)]),
    segment(0xc0, [8, ...two(height), ...two(width), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    // Means: one code of one bit for no difference, nine of five for differences of 1 to 9 bits.
    segment(0xc4, [0x00, 1, 0, 0, 0, 9, ...zeros(11), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    // The rest of a block: one code of one bit, for its end.
    segment(0xc4, [0x10, 1, ...zeros(15), 0]),
    segment(0xda, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]),
    scan(picture),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

/** With it, a mean is a level of 0 to 255 less 128. */
const quantum = 8;

function scan({ width, height, palette, colourAt }: Picture): Uint8Array {
  const bits = bitWriter();
  const colours = palette.map(levels);
  let before: Colour = [0, 0, 0];
  for (let row = 0; row * block < height; row++) {
    for (let column = 0; column * block < width; column++) {
      const now = colours[colourAt(column, row)] ?? before;
      for (const channel of [0, 1, 2] as const) {
        writeDifference(bits, now[channel] - before[channel]);
        bits.write(0, 1);
      }
      before = now;
    }
  }
  return bits.end();
}

/** Luminance and the two colour differences, around 0. */
function levels([red, green, blue]: Colour): Colour {
  return [
    Math.round(0.299 * red + 0.587 * green + 0.114 * blue) - 128,
    Math.round(-0.1687 * red - 0.3313 * green + 0.5 * blue),
    Math.round(0.5 * red - 0.4187 * green - 0.0813 * blue),
  ];
}

function writeDifference(bits: BitWriter, difference: number): void {
  const size = 32 - Math.clz32(Math.abs(difference));
  bits.write(size === 0 ? 0 : 0b10000 + size - 1, size === 0 ? 1 : 5);
  bits.write(difference > 0 ? difference : difference + 2 ** size - 1, size);
}

interface BitWriter {
  readonly write: (value: number, count: number) => void;
  /** Filled up with ones. */
  readonly end: () => Uint8Array;
}

function bitWriter(): BitWriter {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  const write = (value: number, more: number): void => {
    for (let bit = more - 1; bit >= 0; bit--) {
      held = (held << 1) | ((value >> bit) & 1);
      count += 1;
      if (count < 8) continue;
      bytes.push(held);
      // A byte of ones would begin a marker.
      if (held === 0xff) bytes.push(0);
      held = 0;
      count = 0;
    }
  };
  return {
    write,
    end: () => {
      while (count > 0) write(1, 1);
      return Uint8Array.from(bytes);
    },
  };
}

function segment(marker: number, data: readonly number[]): Uint8Array {
  return Uint8Array.of(0xff, marker, ...two(data.length + 2), ...data);
}

const two = (value: number): [number, number] => [value >> 8, value & 0xff];
const zeros = (count: number): number[] => new Array<number>(count).fill(0);
