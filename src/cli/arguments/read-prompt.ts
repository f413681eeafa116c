import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import type { CliIO } from '../cli-io.ts';
import { UsageError } from './usage-error.ts';

/**
 * The prompt: the words of the command line, with `-` replaced by standard input. Without words, standard input is the
 * prompt.
 */
export async function readPrompt(words: readonly string[], io: CliIO): Promise<string> {
  const wanted = words.length === 0 ? ['-'] : words;
  const input = wanted.includes('-') ? await readInput(io) : '';
  const prompt = wanted.map(word => (word === '-' ? input : word)).join(wanted.includes('-') ? '\n' : ' ');
  if (prompt.trim() === '') throw new UsageError('The prompt is empty.');
  return prompt;
}

function readInput({ stdin, signal }: CliIO): Promise<string> {
  if (stdin.isTTY) throw new UsageError('No prompt given. Pass it as words or on standard input.');
  return new Promise((resolve, reject) => {
    // The user may interrupt while no input arrives.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    readAll(stdin).then(resolve, reject);
  });
}

async function readAll(stdin: CliIO['stdin']): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return (text + decoder.decode()).replace(/\r?\n$/, '');
}

/** A conversation of one question. */
export function promptOf(system: string | undefined, text: string): LanguageModelV2Prompt {
  const user: LanguageModelV2Prompt[number] = { role: 'user', content: [{ type: 'text', text }] };
  return system === undefined ? [user] : [{ role: 'system', content: system }, user];
}
