import { clearInterval, setInterval } from 'node:timers';

/** Notices when nothing happens any more. */
export interface Watchdog {
  /** Something happened. */
  readonly touch: () => void;
  /** The result of the work, or `hung` when everything has come to a stop before it settled. */
  readonly watch: <RESULT>(work: Promise<RESULT>) => Promise<RESULT | 'hung'>;
  readonly stop: () => void;
}

const TICK_MS = 250;
/** Ticks without any event. They are counted and not measured, so that a busy machine hangs nobody. */
const QUIET_TICKS = 60;

/** One for a whole mix: as long as any of its calls gets on, the others may be waiting for their turn. */
export function watchdog(): Watchdog {
  let quiet = 0;
  let giveUp = (): void => undefined;
  const stopped = new Promise<'hung'>(resolve => {
    giveUp = () => resolve('hung');
  });
  const timer = setInterval(() => {
    quiet++;
    if (quiet >= QUIET_TICKS) giveUp();
  }, TICK_MS);
  return {
    touch: () => {
      quiet = 0;
    },
    watch: work => Promise.race([work, stopped]),
    stop: () => clearInterval(timer),
  };
}
