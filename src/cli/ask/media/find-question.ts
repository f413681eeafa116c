import { UsageError } from '../../arguments/usage-error.ts';
import type { Invocation } from '../../command.ts';
import { draw } from './draw.ts';
import type { MediaQuestion } from './media-question.ts';
import { speak } from './speak.ts';
import { transcribe } from './transcribe.ts';

const questions: readonly MediaQuestion[] = [draw, speak, transcribe];

/**
 * The question that the options select; none for a conversation.
 * @throws UsageError for several at once, and for an option that belongs to another question
 */
export function findQuestion({ given }: Invocation): MediaQuestion | undefined {
  const chosen = questions.filter(({ option }) => given.text(option) !== undefined);
  const [first] = chosen;
  if (chosen.length > 1)
    throw new UsageError(`Choose one of ${chosen.map(({ option }) => `--${option}`).join(', ')}.`);
  if (given.text('size') !== undefined && first?.option !== 'image')
    throw new UsageError('--size requires --image: add --image cat.png.');
  if (given.text('voice') !== undefined && first?.option !== 'speak')
    throw new UsageError('--voice requires --speak: add --speak hello.mp3.');
  if (first === undefined) return undefined;
  const chat = ['system', 'max-output-tokens', 'temperature'].find(name => given.text(name) !== undefined);
  const flag = ['tool-demo', 'no-stream'].find(name => given.flag(name));
  const other = chat ?? flag;
  if (other !== undefined)
    throw new UsageError(`--${other} is for text responses: remove it, or --${first.option}.`);
  return first;
}
