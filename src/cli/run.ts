import { InvalidArgumentError, NoSuchModelError } from '@ai-sdk/provider';
import { VERSION } from 'ai-sdk-provider-cloudflare';
import { callOptions, connectionOptions, generalOptions } from './arguments/common-options.ts';
import type { OptionSpec } from './arguments/option-spec.ts';
import { type ParsedArguments, parseArguments } from './arguments/parse-arguments.ts';
import { didYouMean } from './arguments/read-call.ts';
import { UsageError } from './arguments/usage-error.ts';
import type { CliIO } from './cli-io.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { EarlyEnd } from './early-end.ts';
import { exitCodes } from './exit-codes.ts';
import { commandHelp, overview, programName } from './help.ts';
import { failureOf, printError } from './print-error.ts';
import { createRedactor } from './terminal/redactor.ts';
import { createScreen, type Screen } from './terminal/screen.ts';

const versionOption: OptionSpec = { name: 'version', short: 'v', kind: 'flag', help: 'print the version' };

/**
 * Runs one command line.
 * @param argv the arguments after the program's name
 * @returns the exit code, see `exitCodes`
 */
export async function run(argv: readonly string[], io: CliIO): Promise<number> {
  let screen = createScreen(io, text => text);
  try {
    // Finds the command and the secrets before anything is rejected.
    const everything = uniqueOptions([
      ...generalOptions,
      versionOption,
      ...connectionOptions,
      ...callOptions,
      ...commands.flatMap(({ options }) => options),
    ]);
    const given = parseArguments(argv, everything);
    screen = createScreen(io, createRedactor(argv, given));
    return await dispatch(argv, given, { io, screen });
  } catch (error) {
    return failed(error, { argv, io, screen });
  } finally {
    screen.progress.hide();
  }
}

async function dispatch(
  argv: readonly string[],
  given: ParsedArguments,
  { io, screen }: { readonly io: CliIO; readonly screen: Screen },
): Promise<number> {
  const [name, ...words] = given.positionals;
  if (given.flag('version') || name === 'version') return print(screen, VERSION);
  if (name === 'help') return print(screen, words[0] === undefined ? overview(commands) : helpOf(words[0]));
  if (name === undefined) {
    if (given.flag('help')) return print(screen, overview(commands));
    screen.errLine(overview(commands));
    return exitCodes.usage;
  }
  const command = commandOf(name);
  if (given.flag('help')) return print(screen, helpOf(name));
  const own = parseArguments(argv, [...command.options, ...generalOptions]);
  if (words.length > command.words) throw new UsageError(tooManyWords(command));
  return command.run({ given: own, words, io, screen });
}

/** A value that the library rejects before it sends anything came from the command line. */
function isInvalidArgument(error: unknown): boolean {
  return InvalidArgumentError.isInstance(error) || NoSuchModelError.isInstance(error);
}

function print(screen: Screen, text: string): number {
  screen.outLine(text);
  return exitCodes.ok;
}

const helpOf = (name: string): string => commandHelp(commandOf(name), generalOptions);

function commandOf(name: string): Command {
  const found = commands.find(command => command.name === name);
  if (found !== undefined) return found;
  const names = commands.map(command => command.name);
  throw new UsageError(`Unknown command.${didYouMean(name, names)} Commands: ${names.join(', ')}.`);
}

function tooManyWords({ name, words }: Command): string {
  return words === 0 ? `${name} accepts only options.` : `${name} accepts at most ${words} word.`;
}

function uniqueOptions(options: readonly OptionSpec[]): readonly OptionSpec[] {
  return [...new Map(options.map(option => [option.name, option])).values()];
}

function failed(
  error: unknown,
  { argv, io, screen }: { readonly argv: readonly string[]; readonly io: CliIO; readonly screen: Screen },
): number {
  const { aborted, reason } = io.signal;
  if (aborted) return reason instanceof EarlyEnd ? reason.exitCode : exitCodes.interrupted;
  const usage = error instanceof UsageError;
  if (argv.includes('--json')) {
    screen.json({ ok: false, error: usage ? { kind: 'usage', message: error.message } : failureOf(error) });
  } else if (usage) {
    screen.errLine(error.message);
    screen.errLine(`Help: npx ${programName} help`);
  } else {
    printError(error, screen);
  }
  return usage || isInvalidArgument(error) ? exitCodes.usage : exitCodes.failed;
}
