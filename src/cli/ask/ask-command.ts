import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import type { Command } from '../command.ts';
import { ask } from './ask.ts';

export const askCommand: Command = {
  name: 'ask',
  usage: '-m <model> [prompt | -]',
  summary: 'call a model; streams the response to standard output, and its details to standard error',
  options: [
    ...callOptions,
    { name: 'tool-demo', kind: 'flag', help: 'offer two demo tools and run the tool loop' },
    {
      name: 'no-stream',
      kind: 'flag',
      help: 'wait for the whole response, which the gateway may have cached',
    },
    ...connectionOptions,
  ],
  words: Number.POSITIVE_INFINITY,
  examples: [
    'ask -m openai/gpt-4o "Say hello."',
    'ask -m auto "Say hello."',
    'ask -m openai/gpt-4o "Summarize:" - < notes.txt',
    'ask --local -m openai/gpt-4o --tool-demo',
  ],
  run: ask,
};
