import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import { inOptions } from '../arguments/option-names.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import { readCall, readModel } from '../arguments/read-call.ts';
import { promptOf, readPrompt } from '../arguments/read-prompt.ts';
import { providerKeyVariables, readSettings } from '../arguments/read-settings.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { warningText } from '../ask/stream-step.ts';
import type { Command, Invocation } from '../command.ts';
import { localSettings } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { defaultOrigin } from '../gateway/default-port.ts';
import { curlCommand } from './curl-command.ts';
import { explanationText } from './explanation-text.ts';

/** Shows the request that a call would send. Nothing is sent, so `--local` does not start a gateway. */
async function explain({ given, words, io, screen }: Invocation): Promise<number> {
  const model = readModel(given);
  if (given.flag('json') && given.flag('curl'))
    throw new UsageError('--json and --curl cannot be combined: remove one.');
  const text = words.length === 0 ? 'Hello' : await readPrompt(words, io);
  const system = given.text('system');
  const settings = given.flag('local') ? localSettings(given, defaultOrigin) : readSettings(given);
  const explanation = await createCloudflare(settings).explain(model, {
    ...readCall(given),
    stream: given.flag('stream'),
    prompt: promptOf(system, text),
  });
  if (given.flag('json')) {
    screen.prettyJSON(explanation);
  } else if (given.flag('curl')) {
    const { text: command, variables } = curlCommand(explanation, namedVariables(given));
    screen.outLine(command);
    for (const name of variables) screen.errLine(`# reads ${name}`);
    for (const warning of explanation.warnings)
      screen.errLine(screen.errStyle.yellow(`Warning: ${screen.plain(inOptions(warningText(warning)))}`));
  } else {
    screen.outLine(explanationText(explanation, { ...screen, style: screen.outStyle }));
  }
  return exitCodes.ok;
}

/** The variables that the command line names, by setting. */
function namedVariables(given: ParsedArguments): Readonly<Record<string, string>> {
  const keys = providerKeyVariables(given.list('provider-key'));
  const [id, secret] = (given.text('access-variables') ?? '').split(',');
  return {
    ...Object.fromEntries(keys.map(([upstream, name]) => [`providerKeys.${upstream}`, name])),
    ...(id && secret ? { 'access.clientId': id, 'access.clientSecret': secret } : {}),
  };
}

export const explainCommand: Command = {
  name: 'explain',
  usage: '-m <model> [prompt | -]',
  summary: 'show the request that a call would send, with all secrets masked; sends nothing',
  options: [
    ...callOptions,
    { name: 'stream', kind: 'flag', help: 'show the streaming call' },
    { name: 'curl', kind: 'flag', help: 'print a curl command that reads secrets from variables' },
    ...connectionOptions,
  ],
  words: Number.POSITIVE_INFINITY,
  examples: [
    'explain -m openai/gpt-4o "Say hello."',
    'explain -m openai/gpt-4o -o cacheTtl=60',
    'explain --local -m dynamic/support --curl',
  ],
  run: explain,
};
