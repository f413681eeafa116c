/** The reason to end a command early without a failure: an interrupt, or a reader that closed the output. */
export class EarlyEnd extends Error {
  override readonly name = 'EarlyEnd';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Ended early.');
    this.exitCode = exitCode;
  }
}
