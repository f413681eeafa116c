import { onAbort } from '../../abort.ts';
import { readText, readToFirstByte } from '../../bodies.ts';
import { toAPICallError } from '../../gateway/errors/classify.ts';
import { type Exchange, endedBy } from '../../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../../gateway/errors/read-envelope.ts';
import { parseJSON, records } from '../../json-values.ts';
import type { WireBody } from '../../wire/body.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import type { AnswerRecord } from '../answer-record.ts';
import { contentPieces, type WholeAnswer, wholeAnswer } from '../repair.ts';
import { AnswerEvents } from './answer-events.ts';
import type { AroundCore } from './around-core.ts';
import { SSEReader } from './sse-reader.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What reading a response needs to know of its call. */
interface OpenedCall {
  readonly exchange: Exchange;
  readonly record: AnswerRecord;
  readonly signal: AbortSignal | undefined;
  readonly around: AroundCore;
  readonly fixes: () => AnswerFixes;
  /** Whether the reader gets raw chunks. */
  readonly raw: boolean;
}

/**
 * Opens the response to a streaming request by its first byte: a JSON body is recognised by it, whatever the content
 * type; anything else is read as a stream of events.
 */
export function responseOpener({ exchange, record, signal, around, fixes, raw }: OpenedCall) {
  const handlers = {
    cut: (error: unknown) => {
      record.cut = error;
    },
    done: () => {
      record.done = true;
    },
  };
  const bodyOf = (reader: Reader, chunks: Uint8Array[]): ReadableStream<Uint8Array> =>
    around.body(
      new SSEReader(reader, chunks, signal, handlers),
      new AnswerEvents({ tools: toolNamesIn(exchange.requestBody), fixes, record, raw }),
    );
  return async (response: Response): Promise<Response> => {
    if (response.body === null) return response;
    const reader = cancelledBy(signal, response.body.getReader());
    const { chunks, first } = await readToFirstByte(reader);
    signal?.throwIfAborted();
    if (first !== openingBrace && first !== openingBracket) return withBody(response, bodyOf(reader, chunks));
    const text = await readText(reader, chunks);
    signal?.throwIfAborted();
    const value = parseJSON(text);
    const answer = readErrorEnvelope(value) === undefined ? wholeAnswer(value) : undefined;
    if (answer === undefined) throw endedBy(exchange, toAPICallError(exchange, { text, value }));
    const events = new Blob([answerEvents(answer)]).stream().getReader();
    return withBody(response, bodyOf(events, []));
  };
}

function toolNamesIn(body: unknown): readonly string[] {
  const { tools = [] } = body as Partial<WireBody>;
  return tools.map(tool => tool.function.name);
}

/**
 * A whole answer as the events of a stream: its content in the fields that the cores read, then everything else.
 * Guardrails and some Workers AI models answer a streaming request with one JSON body, and no stream is requested where
 * the model cannot stream a schema.
 */
function answerEvents(answer: WholeAnswer): string {
  const { value, choice, message, read, finish } = answer;
  const { content, reasoning_details: details, images, ...others } = message;
  const { tool_calls: calls, ...said } = read;
  const thoughts = Array.isArray(details) ? { reasoning_details: details } : {};
  const deltas: readonly object[] = Array.isArray(content)
    ? [
        // Reasoning in a field of its own stands before the list.
        contentPieces(content).some(({ type }) => type === 'reasoning')
          ? thoughts
          : { ...said, ...thoughts, content: '' },
        ...contentPieces(content).map(({ type, text }) => ({ [fieldOf[type]]: text })),
      ]
    : [{ ...said, ...thoughts }];
  const tools = Array.isArray(calls)
    ? [{ tool_calls: calls.map((call, index) => ({ index, ...call })) }]
    : [];
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !readMembers.includes(name)));
  const { id, created, model } = value;
  const frames = [
    ...[...deltas, ...tools].map(delta => ({ id, created, model, choices: [{ index: 0, delta }] })),
    {
      ...value,
      choices: [
        {
          ...choice,
          message: undefined,
          delta: { ...rest, images: [images ?? [], records(content)].flat() },
          finish_reason: finish,
        },
      ],
    },
  ];
  return `${frames.map(frame => `data: ${JSON.stringify(frame)}\n\n`).join('')}data: [DONE]\n\n`;
}

const fieldOf = { text: 'content', reasoning: 'reasoning_content' } as const;
/** What the first events hold. */
const readMembers: readonly string[] = [
  'reasoning',
  'reasoning_content',
  'reasoning_text',
  'tool_calls',
  'role',
  'tool_plan',
];

/** A response with another body. Another response would copy the headers, which takes longer than a chunk does. */
function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  return new Proxy(response, {
    get(target, key) {
      if (key === 'body') return body;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const openingBrace = 0x7b;
const openingBracket = 0x5b;

/** Ends a body with the caller's abort, even if a custom `fetch` does not: reads then report `done`. */
export function cancelledBy(signal: AbortSignal | undefined, reader: Reader): Reader {
  if (signal === undefined) return reader;
  const release = onAbort(signal, () => void reader.cancel(signal.reason).catch(() => undefined));
  reader.closed.then(release, release);
  return reader;
}
