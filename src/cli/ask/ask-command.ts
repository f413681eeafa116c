import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import type { Command } from '../command.ts';
import { ask } from './ask.ts';

export const askCommand: Command = {
  name: 'ask',
  usage: '-m <model> [prompt | -]',
  summary:
    'call a model; streams the response to standard output, and its details to standard error; or draw, speak and listen',
  options: [
    ...callOptions,
    { name: 'tool-demo', kind: 'flag', help: 'offer two demo tools and run the tool loop' },
    {
      name: 'no-stream',
      kind: 'flag',
      help: 'wait for the whole response, which the gateway may have cached',
    },
    { name: 'image', kind: 'text', value: '<file>', help: 'draw the prompt, and save the picture' },
    { name: 'size', kind: 'text', value: '<w>x<h>', help: 'width and height of the picture, in pixels' },
    { name: 'speak', kind: 'text', value: '<file>', help: 'read the prompt aloud, and save the sound' },
    { name: 'voice', kind: 'text', value: '<name>', help: 'who reads aloud' },
    { name: 'transcribe', kind: 'text', value: '<file>', help: 'write down what is said in a sound file' },
    ...connectionOptions,
  ],
  words: Number.POSITIVE_INFINITY,
  examples: [
    'ask -m openai/gpt-4o "Say hello."',
    'ask -m auto "Say hello."',
    'ask -m openai/gpt-4o "Summarize:" - < notes.txt',
    'ask --local -m openai/gpt-4o --tool-demo',
    'ask --local --image cat.jpg "A cat in a hat"',
    'ask --local --speak hello.mp3 "Good morning"',
    'ask --local --transcribe hello.mp3',
  ],
  run: ask,
};
