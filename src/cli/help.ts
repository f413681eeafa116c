import { VERSION } from 'ai-sdk-provider-cloudflare';
import type { OptionSpec } from './arguments/option-spec.ts';
import type { Command } from './command.ts';
import { wrapText } from './terminal/wrap-text.ts';

export const programName = 'ai-sdk-provider-cloudflare';
const width = 80;

/** The help text of the program. */
export function overview(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary]);
  return [
    `${programName} ${VERSION}`,
    'Call models through Cloudflare AI Gateway and Workers AI from the command line.',
    '',
    `Usage: npx ${programName} <command> [options]`,
    '',
    'Commands',
    ...definitions([
      ...rows,
      ['help', 'print this help, or the help of a command'],
      ['version', 'print the version'],
    ]),
    '',
    'Account, gateway and token come from the environment: CLOUDFLARE_ACCOUNT_ID,',
    'CLOUDFLARE_GATEWAY_ID, CLOUDFLARE_API_TOKEN. --local requires none of them.',
    '',
    'Exit codes: 0 success, 1 failed check or call, 2 invalid usage, 130 interrupted.',
    '',
    `Try: npx ${programName} ask --local -m openai/gpt-4o "Say hello."`,
  ].join('\n');
}

/** The help text of one command. */
export function commandHelp(command: Command, general: readonly OptionSpec[]): string {
  const title = `Usage: npx ${programName} ${command.name} ${command.usage}`.trimEnd();
  return [
    ...wrapText(title, width),
    '',
    ...wrapText(command.summary, width),
    '',
    'Options',
    ...definitions([...command.options, ...general].map(optionRow)),
    '',
    'Examples',
    ...command.examples.map(example => `  npx ${programName} ${example}`),
  ].join('\n');
}

function optionRow({ name, short, value, help }: OptionSpec): [string, string] {
  return [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ];
}

/** Terms and their meanings, in two columns. */
function definitions(rows: readonly (readonly [string, string])[]): readonly string[] {
  const column = Math.max(...rows.map(([term]) => term.length));
  return rows.flatMap(([term, meaning]) =>
    wrapText(meaning, width - column - 4).map(
      (line, index) => `  ${(index === 0 ? term : '').padEnd(column)}  ${line}`,
    ),
  );
}
