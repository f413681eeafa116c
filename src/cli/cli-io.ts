/** Where a command writes: a stream of the process, or a buffer in a test. */
export interface CliOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal, in characters. */
  readonly columns?: number | undefined;
}

/** What a command needs from its process. The environment is read where the provider reads it. */
export interface CliIO {
  readonly stdin: AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean | undefined };
  readonly stdout: CliOutput;
  readonly stderr: CliOutput;
  /** Where files are read and written. @default the working directory */
  readonly folder?: string | undefined;
  /** Aborted when the user interrupts, and when the reader of the output closes it. */
  readonly signal: AbortSignal;
}
