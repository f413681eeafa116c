import { vi } from 'vitest';

const SEED = 0x5eed;
const NOON = Date.parse('2026-11-01T12:00:00Z');

let state = SEED;

/** Makes the clock stand still and chance repeat itself. Timers go on. */
export function fixWorld(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  Math.random = random;
}

/** Starts clock and chance anew, so that no record depends on those before it. */
export function startAnew(): void {
  state = SEED;
  setTime(0);
}

/** The time that the clock shows from now on, in milliseconds after its beginning. */
export function setTime(ms: number): void {
  vi.setSystemTime(NOON + ms);
}

/** mulberry32 */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
