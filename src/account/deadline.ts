/** What timers can measure: more than that, and they fire at once. */
const MAX_MS = 2 ** 31 - 1;

/** When something has to be done, in however many requests. */
export interface Deadline {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How long all of it may take, in milliseconds. */
  readonly ms: number;
  /** The option or setting that makes it longer. */
  readonly option: string;
}

/** The deadline of what begins now. */
export function deadlineIn(ms: number, option: string): Deadline {
  return { at: Date.now() + ms, ms, option };
}

/** For a timer, in milliseconds: what is over is over in a moment. */
export function remainingMs({ at }: Deadline): number {
  return Math.min(Math.max(1, Math.ceil(at - Date.now())), MAX_MS);
}
