/** The responses that every client gets. */
const encoder = new TextEncoder();

const usage = { prompt_tokens: 11, completion_tokens: 1000, total_tokens: 1011 };
const identity = { id: 'chatcmpl-1', created: 1790000000, model: 'gpt-4o' };

const completion = {
  ...identity,
  object: 'chat.completion',
  choices: [
    { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello there. '.repeat(20) } },
  ],
  usage,
};

/** A complete response, plain or in the envelope that `/ai/run/` of Cloudflare's REST API adds. */
export function completionFor(url: string): string {
  return JSON.stringify(url.includes('/ai/run/') ? { result: completion, success: true } : completion);
}

/**
 * The content of a streamed response: text, text full of quotes and line ends, text as lists of parts, reasoning, or the
 * arguments of one tool call.
 */
export type AnswerForm = 'text' | 'code' | 'parts' | 'reasoning' | 'tool call';

export interface Answer {
  /** Number of events with content. */
  readonly chunks: number;
  /** One event per read, or the size of a read in bytes. */
  readonly readSize: 'event' | number;
  readonly form: AnswerForm;
}

/** The content of one chunk. */
const word = (index: number, form: AnswerForm): string =>
  form === 'code' ? ` "w${index % 97}"\n` : ` word${index % 97}`;

/**
 * The minimum number of characters that a client must deliver, so that no client that loses content is measured. The
 * JSON around the words of a tool call is not counted, since not every client streams it.
 */
export function charactersOf({ chunks, form }: Answer): number {
  return Array.from({ length: chunks }, (_, index) => word(index, form).length).reduce(
    (sum, length) => sum + length,
    0,
  );
}

// The arguments of a tool call, around the words.
const opening = '{"text":"';
const closing = '"}';

function events(chunks: number, form: AnswerForm): string[] {
  const event = (delta: object, finish: string | null = null, rest: object = {}): string => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    return `data: ${JSON.stringify({ ...identity, object: 'chat.completion.chunk', choices, ...rest })}\n\n`;
  };
  const call = (text: string): object => ({ tool_calls: [{ index: 0, function: { arguments: text } }] });
  const deltas: Readonly<Record<AnswerForm, (text: string) => object>> = {
    text: content => ({ content }),
    code: content => ({ content }),
    reasoning: reasoning_content => ({ reasoning_content }),
    parts: text => ({ content: [{ type: 'text', text }] }),
    'tool call': call,
  };
  const named = { index: 0, id: 'call_1', type: 'function', function: { name: 'note', arguments: opening } };
  const calls = form === 'tool call';
  return [
    event({ role: 'assistant', content: calls ? null : '' }),
    ...(calls ? [event({ tool_calls: [named] })] : []),
    ...Array.from({ length: chunks }, (_, index) => event(deltas[form](word(index, form)))),
    ...(calls ? [event(call(closing))] : []),
    event({}, calls ? 'tool_calls' : 'stop', { usage }),
    'data: [DONE]\n\n',
  ];
}

/** A response as the reads of its body. */
export function readsOf({ chunks, readSize, form }: Answer): Uint8Array[] {
  if (readSize === 'event') return events(chunks, form).map(event => encoder.encode(event));
  const bytes = encoder.encode(events(chunks, form).join(''));
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; offset += readSize)
    parts.push(bytes.slice(offset, offset + readSize));
  return parts;
}
