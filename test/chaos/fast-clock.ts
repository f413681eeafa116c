import { LIMIT } from './call-plan.ts';

/** Timers while the mix runs. */
export interface FastClock {
  /** Timers that were set and neither fired nor cleared. */
  readonly pending: () => number;
  /** Lets a limit pass: timers of exactly this time fire. */
  readonly expire: (ms: number) => void;
  readonly restore: () => void;
}

const SECOND = 1000;
const FACTOR = 500;

/**
 * Lets the SDK's pauses between retries, which are seconds, pass in milliseconds, and counts the timers that
 * are left. Shorter ones take their time. Limits of calls do not pass at all, unless somebody lets them: so no
 * call is late because a machine is busy.
 */
export function fastClock(): FastClock {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const pending = new Set<unknown>();
  const limits = new Map<unknown, { readonly ms: number; readonly fire: () => void }>();
  const forget = (timer: unknown): void => {
    pending.delete(timer);
    limits.delete(timer);
  };
  const fast = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown => {
    const fire = (): void => {
      forget(timer);
      work(...args);
    };
    // A limit waits as long as timers can, and keeps nothing alive.
    const timer = ms >= LIMIT ? set(fire, 2 ** 30).unref() : set(fire, ms >= SECOND ? ms / FACTOR : ms);
    pending.add(timer);
    if (ms >= LIMIT) limits.set(timer, { ms, fire });
    return timer;
  };
  Object.assign(globalThis, {
    // util.promisify looks for the symbols of the real one.
    setTimeout: Object.assign(fast, set),
    clearTimeout: (timer: Parameters<typeof clear>[0]) => {
      forget(timer);
      clear(timer);
    },
  });
  return {
    pending: () => pending.size,
    expire: ms => {
      for (const [timer, limit] of [...limits]) {
        if (limit.ms !== ms) continue;
        clear(timer as Parameters<typeof clear>[0]);
        limit.fire();
      }
    },
    restore: () => void Object.assign(globalThis, { setTimeout: set, clearTimeout: clear }),
  };
}
