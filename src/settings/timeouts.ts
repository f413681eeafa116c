/**
 * How long this client waits. Each wait ends in an error of kind `timeout`, and the request is cancelled.
 * @see docs/results-and-errors.md
 */
export type CloudflareTimeouts = {
  /**
   * Longest wait for the beginning of an answer, in milliseconds: of a stream to the first byte of its body, of a
   * whole answer to its headers.
   * @default none
   */
  firstByteMs?: number;

  /**
   * Longest wait for each further byte of an answer that has begun, in milliseconds. It counts while something waits
   * for bytes, and not while the answer is not read.
   * @default none
   */
  idleMs?: number;
};

/** What timers can measure: more than that, and they fire at once. */
const MAX_MS = 2 ** 31 - 1;

/** A duration that a timer can measure. */
export const isTimeout = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_MS;

export const timeoutExpects: string = `a whole number of milliseconds from 1 to ${MAX_MS}`;
