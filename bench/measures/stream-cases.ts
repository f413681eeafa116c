import type { Answer, AnswerForm } from '../canned.ts';
import type { Call } from '../call.ts';
import type { Client } from '../clients/client.ts';
import { type Comparison, over } from '../context.ts';
import { memoryStreams } from '../wire.ts';
import { withServer } from '../with-server.ts';

/** A stream of the matrix. Each measure decides how to use it. */
export interface StreamCase {
  readonly name: string;
  readonly quick: boolean;
  readonly answer: Answer;
  /** Whether the call offers a tool. */
  readonly tools: boolean;
  readonly wire: Comparison['wire'];
}

/** Short calls must run over ten thousand times before the engine has compiled all of their code. */
export const shortCallsMs = 6000;

/** Reads a number of streams, some of them at once. */
export async function readStreams(count: number, atOnce: number, client: Client, call: Call): Promise<void> {
  for (let batch = 0; batch < count / atOnce; batch++)
    await Promise.all(Array.from({ length: atOnce }, () => client.stream(call)));
}

/**
 * Warms up for streams over the network, which mostly wait. The first thousand short ones of a process take up to three
 * times as long as those after five thousand, while the engine compiles the code, and those of a client with more code to
 * compile the longest.
 */
export const compiled =
  (streams: number): NonNullable<Comparison['warmUp']> =>
  (client, call) =>
    readStreams(streams, 100, client, call);

const reads = { event: 'one event a read', 4096: '4 KiB reads', 16384: '16 KiB reads' } as const;

interface Shape {
  readonly form?: AnswerForm;
  readonly tools?: boolean;
  readonly quick?: boolean;
}

const forms: Readonly<Record<AnswerForm, string>> = {
  text: '',
  code: ', text full of quotes',
  parts: ', text in lists of parts',
  reasoning: ', reasoning',
  'tool call': ', arguments of a tool call',
};

const answerText = (form: AnswerForm, tools: boolean): string =>
  form === 'text' && tools ? ', text with a tool offered' : forms[form];

/** Canned bytes in memory. */
export function inMemory(chunks: number, readSize: keyof typeof reads, shape: Shape = {}): StreamCase {
  const { form = 'text', tools = form === 'tool call', quick = false } = shape;
  const answer: Answer = { chunks, readSize, form };
  const name = `in memory, ${chunks.toLocaleString('en')} chunks, ${reads[readSize]}${answerText(form, tools)}`;
  return { name, quick, answer, tools, wire: over(() => memoryStreams(answer)) };
}

/** A server in another process, which sends its events one by one or in one burst. */
export function overLoopback(chunks: number, readSize: keyof typeof reads, quick = false): StreamCase {
  const answer: Answer = { chunks, readSize, form: 'text' };
  const writes = readSize === 'event' ? 'trickling' : `a burst of ${readSize / 1024} KiB writes`;
  const name = `loopback, ${chunks.toLocaleString('en')} chunks, ${writes}`;
  return { name, quick, answer, tools: false, wire: work => withServer(answer, work) };
}
