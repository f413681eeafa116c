import type { CliOutput } from '../cli-io.ts';
import { oneLine, type Plain } from './plain-text.ts';

/** A status line with the elapsed seconds, removed when the wait is over. */
export interface Progress {
  /** Shows a text, or replaces the one shown. */
  show(text: string): void;
  hide(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const clearLine = '\r\u001b[K';

/** Shows progress on a terminal only. */
export function createProgress(output: CliOutput, plain: Plain): Progress {
  if (!output.isTTY) return { show: () => undefined, hide: () => undefined };
  let timer: ReturnType<typeof setInterval> | undefined;
  let text = '';
  let started = 0;
  let frame = 0;
  const draw = (): void => {
    const seconds = Math.floor((Date.now() - started) / 1000);
    output.write(
      `${clearLine}${frames[frame++ % frames.length]} ${text}${seconds > 0 ? ` ${seconds} s` : ''}`,
    );
  };
  return {
    show: next => {
      text = oneLine(plain(next));
      if (timer === undefined) {
        started = Date.now();
        timer = setInterval(draw, 100);
        timer.unref?.();
      }
      draw();
    },
    hide: () => {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      output.write(clearLine);
    },
  };
}
