import type { CliIO } from '../cli-io.ts';
import { jsonText, type Plain, withoutControls, withoutForeignControls } from './plain-text.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Style, styleFor } from './style.ts';

/** What lines for people are made with. */
export interface Sheet {
  /** In characters; 80 where there is no terminal. */
  readonly width: number;
  /** For every text from elsewhere, before it is wrapped or cut: a part of a secret is not found any more. */
  readonly plain: Plain;
}

/** Where a command shows things. Results go to standard output, everything about them to standard error. */
export interface Screen extends Sheet {
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
  /** For tables, which programs read too: no limit where there is no terminal. */
  readonly tableWidth: number;
}

const defaultWidth = 80;
const widest = 100;
const narrowest = 40;

/** @param redact what every text passes through on its way out */
export function createScreen({ stdout, stderr }: CliIO, redact: (text: string) => string): Screen {
  const plain: Plain = text => redact(withoutControls(text));
  const ready = (text: string): string => redact(withoutForeignControls(text));
  const progress = createProgress(stderr, plain);
  const out = (text: string): void => {
    progress.hide();
    stdout.write(ready(text));
  };
  const width = Math.max(narrowest, Math.min(widest, stdout.columns || defaultWidth));
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
    tableWidth: stdout.isTTY ? width : Number.POSITIVE_INFINITY,
  };
}
