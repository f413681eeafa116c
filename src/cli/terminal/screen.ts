import type { CliIO } from '../cli-io.ts';
import { jsonText, type Plain, withoutControls, withoutForeignControls } from './plain-text.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Style, styleFor } from './style.ts';

/** The layout of text output. */
export interface Layout {
  /** In characters; 80 without a terminal. */
  readonly width: number;
  /** Applied to foreign text before it is wrapped or cut: part of a secret could not be recognised. */
  readonly plain: Plain;
}

/** The output of a command: results go to standard output, everything else to standard error. */
export interface Screen extends Layout {
  readonly out: (text: string) => void;
  readonly outLine: (line?: string) => void;
  readonly errLine: (line?: string) => void;
  /** One value on one line. */
  readonly json: (value: unknown) => void;
  /** One value over several lines. */
  readonly prettyJSON: (value: unknown) => void;
  readonly progress: Progress;
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** For tables: unlimited without a terminal, since programs read them too. */
  readonly tableWidth: number;
}

const defaultWidth = 80;
const maxWidth = 100;
const minWidth = 40;

/** @param redact applied to all output */
export function createScreen({ stdout, stderr }: CliIO, redact: (text: string) => string): Screen {
  const plain: Plain = text => redact(withoutControls(text));
  const ready = (text: string): string => redact(withoutForeignControls(text));
  const progress = createProgress(stderr, plain);
  const out = (text: string): void => {
    progress.hide();
    stdout.write(ready(text));
  };
  const width = Math.max(minWidth, Math.min(maxWidth, stdout.columns || defaultWidth));
  return {
    out,
    outLine: (line = '') => out(`${line}\n`),
    errLine: (line = '') => {
      progress.hide();
      stderr.write(ready(`${line}\n`));
    },
    json: value => out(`${jsonText(value)}\n`),
    prettyJSON: value => out(`${jsonText(value, 2)}\n`),
    progress,
    outStyle: styleFor(stdout),
    errStyle: styleFor(stderr),
    width,
    plain,
    // A narrow terminal would wrap what is wider than it.
    tableWidth: stdout.isTTY ? stdout.columns || width : Number.POSITIVE_INFINITY,
  };
}
