import { fnv1a } from './hash.ts';

/** Side of a block of one colour, in pixels. */
export const block = 8;

/** Red, green and blue. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A picture of blocks, each of one colour of a small palette. */
export interface Picture {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: readonly Colour[];
  /** The place in the palette of a block. */
  readonly colourAt: (column: number, row: number) => number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What the built-in model draws: a sun over hills, in colours and shapes that depend only on the words. */
export function drawPicture(words: string, { width, height }: PictureSize): Picture {
  const hash = fnv1a(words);
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const sun = { column: columns * (0.2 + part(hash, 0) * 0.6), row: rows * (0.2 + part(hash, 8) * 0.2) };
  const radius = Math.max(1, Math.min(columns, rows) / 8);
  const hills = (column: number): number =>
    rows * (0.65 + 0.12 * Math.sin((column / columns) * 6 + part(hash, 16) * 6));
  return {
    width,
    height,
    palette: paletteOf(part(hash, 24)),
    colourAt: (column, row) => {
      if (row >= hills(column)) return row >= hills(column + columns / 3) + rows * 0.12 ? 1 : 2;
      if (Math.hypot(column - sun.column, row - sun.row) < radius) return 0;
      return 3 + Math.min(4, Math.floor((row / rows) * 7));
    },
  };
}

/** A part of a hash, from 0 to 1. */
function part(hash: number, shift: number): number {
  return ((hash >>> shift) & 0xff) / 0xff;
}

/** The sun, two hills, and the sky in five bands. */
function paletteOf(turn: number): readonly Colour[] {
  const sky = [0, 1, 2, 3, 4].map(band => colour(turn, 0.6 - band * 0.07, 0.45 + band * 0.1));
  return [
    colour(turn + 0.45, 0.9, 0.75),
    colour(turn + 0.3, 0.45, 0.25),
    colour(turn + 0.25, 0.4, 0.35),
    ...sky,
  ];
}

/** Hue, saturation and lightness, from 0 to 1. */
function colour(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const place = (offset + hue * 12) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
