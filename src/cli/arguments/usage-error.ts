/** The command line is wrong. The message never repeats a value: people paste tokens into the wrong place. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
