import type { OptionSpec } from './arguments/option-spec.ts';
import type { ParsedArguments } from './arguments/parse-arguments.ts';
import type { CliIO } from './cli-io.ts';
import type { Screen } from './terminal/screen.ts';

/** One run of a command. */
export interface Invocation {
  readonly given: ParsedArguments;
  /** What stands behind the command's name. */
  readonly words: readonly string[];
  readonly io: CliIO;
  readonly screen: Screen;
}

/** A command, as data: the dispatcher and the help are made of it. */
export interface Command {
  readonly name: string;
  /** What stands behind the name. */
  readonly usage: string;
  readonly summary: string;
  /** Beside those that every command takes. */
  readonly options: readonly OptionSpec[];
  /** How many words may stand behind the name. */
  readonly words: number;
  readonly examples: readonly string[];
  /** @returns the exit code */
  readonly run: (invocation: Invocation) => Promise<number>;
}
