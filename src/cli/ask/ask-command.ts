import { callOptions, connectionOptions } from '../arguments/common-options.ts';
import type { Command } from '../command.ts';
import { ask } from './ask.ts';

export const askCommand: Command = {
  name: 'ask',
  usage: '-m <model> [prompt | -]',
  summary:
    'call a model; streams the response to standard output, and its details to standard error; or generate images and speech, or transcribe',
  options: [
    ...callOptions,
    { name: 'tool-demo', kind: 'flag', help: 'offer two demo tools and run the tool loop' },
    {
      name: 'no-stream',
      kind: 'flag',
      help: 'wait for the whole response, which the gateway may have cached',
    },
    { name: 'image', kind: 'text', value: '<file>', help: 'save an image of the prompt' },
    { name: 'size', kind: 'text', value: '<w>x<h>', help: 'width and height of the image, in pixels' },
    { name: 'speak', kind: 'text', value: '<file>', help: 'save speech of the prompt' },
    { name: 'voice', kind: 'text', value: '<name>', help: 'voice of the speech' },
    { name: 'transcribe', kind: 'text', value: '<file>', help: 'transcribe an audio file' },
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
