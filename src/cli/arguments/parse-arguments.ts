import { parseArgs } from 'node:util';
import { nearest } from '../../settings/nearest.ts';
import type { OptionSpec } from './option-spec.ts';
import { UsageError } from './usage-error.ts';

/** A parsed command line. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
}

/**
 * Parses a command line.
 * @throws UsageError for unknown options and missing values
 */
export function parseArguments(argv: readonly string[], specs: readonly OptionSpec[]): ParsedArguments {
  const found = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(argv, specs)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name) ?? unknownOption(token.rawName, specs);
    found.set(spec.name, [...(found.get(spec.name) ?? []), givenValue(token, spec, specs)]);
  }
  return {
    positionals,
    flag: name => found.has(name),
    text: name => found.get(name)?.at(-1),
    list: name => found.get(name) ?? [],
  };
}

/** The tokens of a command line. Node's `parseArgs` finds them, without its own errors: those echo values. */
function tokensOf(argv: readonly string[], specs: readonly OptionSpec[]): readonly Token[] {
  const options = Object.fromEntries(
    specs.map(({ name, short, kind }) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
    ]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

type Token =
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option-terminator' }
  | OptionToken;

interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function givenValue(
  { rawName, value, inlineValue }: OptionToken,
  { name, kind, value: shown }: OptionSpec,
  specs: readonly OptionSpec[],
): string {
  if (kind === 'flag') {
    if (value === undefined) return '';
    throw new UsageError(`${rawName} does not accept a value.`);
  }
  if (value === undefined) throw new UsageError(`${rawName} requires a value: ${rawName} ${shown}`);
  if (inlineValue || !isOption(value, specs)) return value;
  // `--account-id --json`: the value is missing.
  throw new UsageError(
    `${rawName} requires a value: ${rawName} ${shown}, or --${name}=${shown} for one that looks like an option.`,
  );
}

/** Whether a word is a known option. Any other value may begin with a dash. */
function isOption(word: string, specs: readonly OptionSpec[]): boolean {
  const [, long] = /^--([^=]+)/.exec(word) ?? [];
  return specs.some(({ name, short }) => name === long || (short !== undefined && word === `-${short}`));
}

function unknownOption(rawName: string, specs: readonly OptionSpec[]): never {
  const names = specs.map(({ name }) => `--${name}`);
  const close = nearest(rawName, names);
  // The name is not echoed: `-sk-…` may be a key.
  throw new UsageError(
    close === undefined
      ? `Unknown option. Options: ${names.join(', ')}.`
      : `Unknown option. Did you mean ${close}?`,
  );
}
