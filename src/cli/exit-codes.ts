/** The exit codes of the process. @see docs/command-line.md */
export const exitCodes = {
  /** Success, or the reader of the output stopped early. */
  ok: 0,
  /** A check or a call failed. */
  failed: 1,
  /** Invalid command line; nothing was done. */
  usage: 2,
  /** Interrupted by the user: 128 plus the number of SIGINT. */
  interrupted: 130,
  /** Stopped from outside: 128 plus the number of SIGTERM. */
  terminated: 143,
} as const;
