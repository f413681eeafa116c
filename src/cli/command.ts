import type { OptionSpec } from './arguments/option-spec.ts';
import type { ParsedArguments } from './arguments/parse-arguments.ts';
import type { CliIO } from './cli-io.ts';
import type { Screen } from './terminal/screen.ts';

/** One run of a command. */
export interface Invocation {
  readonly given: ParsedArguments;
  /** The positional arguments after the command's name. */
  readonly words: readonly string[];
  readonly io: CliIO;
  readonly screen: Screen;
}

/** A command, as data: the dispatcher and the help text are built from it. */
export interface Command {
  readonly name: string;
  /** The arguments after the name, for the help text. */
  readonly usage: string;
  readonly summary: string;
  /** In addition to those that every command accepts. */
  readonly options: readonly OptionSpec[];
  /** How many positional arguments it accepts. */
  readonly words: number;
  readonly examples: readonly string[];
  /** @returns the exit code */
  readonly run: (invocation: Invocation) => Promise<number>;
}
