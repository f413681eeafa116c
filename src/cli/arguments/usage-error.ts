/** An invalid command line. The message never echoes a value: it may be a token pasted into the wrong place. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
