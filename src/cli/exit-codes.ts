/** What the process ends with. @see docs/command-line.md */
export const exitCodes = {
  /** All is well, or the reader of the output has seen enough. */
  ok: 0,
  /** A check or a call failed. */
  failed: 1,
  /** The command line itself is wrong; nothing was done. */
  usage: 2,
  /** Interrupted by the user: 128 and the number of SIGINT. */
  interrupted: 130,
  /** Asked to stop: 128 and the number of SIGTERM. */
  terminated: 143,
} as const;
