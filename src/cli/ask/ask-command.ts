import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import type { Command } from '../command.ts';
import { ask } from './ask.ts';

export const askCommand: Command = {
  name: 'ask',
  usage: '-m <model> [prompt | -]',
  summary: 'ask a model; the answer streams to standard output, what is known about it to standard error',
  options: [
    ...callOptions,
    { name: 'tool-demo', kind: 'flag', help: 'offer two demo tools and run the tool loop' },
    { name: 'no-stream', kind: 'flag', help: 'wait for the whole answer, which the cache may hold' },
    ...connectionOptions,
  ],
  words: Number.POSITIVE_INFINITY,
  examples: [
    'ask -m openai/gpt-4o "Say hello."',
    'ask -m openai/gpt-4o "Sum up:" - < notes.txt',
    'ask --local -m openai/gpt-4o --tool-demo',
  ],
  run: ask,
};
