import { readEnvironment } from '../../settings/environment.ts';
import type { CliOutput } from '../cli-io.ts';

/** Adds a colour or weight to text, or returns it unchanged where styles are off. */
export type Paint = (text: string) => string;

export type StyleName = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Style = { readonly [NAME in StyleName]: Paint };

const codes: { readonly [NAME in StyleName]: readonly [on: number, off: number] } = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** The codes that our own escape sequences use. */
export const styleCodes: readonly number[] = [...new Set(Object.values(codes).flat())];

/** Colours for one output: on terminals only, unless NO_COLOR turns them off. @see https://no-color.org */
export function styleFor(output: CliOutput): Style {
  const on =
    output.isTTY === true &&
    readEnvironment(['NO_COLOR']) === undefined &&
    readEnvironment(['TERM'])?.value !== 'dumb';
  const paint = ([start, end]: readonly [number, number]): Paint =>
    on ? text => `\u001b[${start}m${text}\u001b[${end}m` : text => text;
  return {
    bold: paint(codes.bold),
    dim: paint(codes.dim),
    red: paint(codes.red),
    green: paint(codes.green),
    yellow: paint(codes.yellow),
    cyan: paint(codes.cyan),
  };
}
