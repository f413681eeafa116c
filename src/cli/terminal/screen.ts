import type { CliIO } from '../cli-io.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Style, styleFor } from './style.ts';

/** Where a command shows things. Results go to standard output, everything about them to standard error. */
export interface Screen {
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
  /** In characters; 80 where there is no terminal. */
  readonly width: number;
  /** For tables, which programs read too: no limit where there is no terminal. */
  readonly tableWidth: number;
}

const defaultWidth = 80;
const widest = 100;
const narrowest = 40;

/** @param redact what every text passes through on its way out */
export function createScreen({ stdout, stderr }: CliIO, redact: (text: string) => string): Screen {
  const progress = createProgress({
    write: text => stderr.write(redact(text)),
    isTTY: stderr.isTTY,
  });
  const out = (text: string): void => {
    progress.hide();
    stdout.write(redact(text));
  };
  const width = Math.max(narrowest, Math.min(widest, stdout.columns || defaultWidth));
  return {
    out,
    outLine: (line = '') => out(`${line}\n`),
    errLine: (line = '') => {
      progress.hide();
      stderr.write(redact(`${line}\n`));
    },
    json: value => out(`${JSON.stringify(value)}\n`),
    prettyJSON: value => out(`${JSON.stringify(value, null, 2)}\n`),
    progress,
    outStyle: styleFor(stdout),
    errStyle: styleFor(stderr),
    width,
    tableWidth: stdout.isTTY ? width : Number.POSITIVE_INFINITY,
  };
}
