/** Why a command ends before it is done, without having failed: an interrupt, or nobody reads the output any more. */
export class EarlyEnd extends Error {
  override readonly name = 'EarlyEnd';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Ended early.');
    this.exitCode = exitCode;
  }
}
