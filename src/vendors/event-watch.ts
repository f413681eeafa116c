import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseRecord } from '../json-values.ts';
import type { VendorWire } from '../upstreams/vendor-api.ts';

/** Whether an event is the last one of an answer. */
type IsLast = (event: JSONRecord) => boolean;

const ofType =
  (...types: readonly unknown[]): IsLast =>
  ({ type }) =>
    types.includes(type);

const withReason =
  (list: string, reason: string): IsLast =>
  ({ [list]: items }) =>
    Array.isArray(items) && items.some(item => isRecord(item) && Boolean(item[reason]));

const messages = ofType('message_stop');
/** `response.done` is what xAI's package reads beside OpenAI's own (@ai-sdk/xai 4, 2026-11). */
const responses = ofType('response.completed', 'response.incomplete', 'response.failed', 'response.done');
const cohere = ofType('message-end');
const gemini = withReason('candidates', 'finishReason');
const chat = withReason('choices', 'finish_reason');

/** The last events of each wire; a package that is carried may speak any of them. */
const lastEvents: { readonly [WIRE in VendorWire]: readonly IsLast[] } = {
  messages: [messages],
  responses: [responses],
  own: [gemini, chat, messages, responses, cohere],
};

/** What a last event contains. Content may contain it too, so that such an event is parsed. */
const closing =
  /"(?:(?:message_stop|message-end|response\.(?:completed|incomplete|failed|done))"|finish(?:_r|R)eason":\s?")/;
const counting = /"usage(?:Metadata)?":\s?\{/;
const failing = /"(?:error":\s?[{["]|success":\s?false|type":\s?"error"|response\.failed")/;
/** Any of them: most reads of a stream hold none, and are not divided into lines. */
const telling = new RegExp([closing, counting, failing].map(({ source }) => source).join('|'));

/** The ends of an event: its line's, and that of an empty line. */
const ends = ['\n\n', '\n\r\n', '\r\r'] as const;

/**
 * Reads along with a package, for what the package does not tell or tells differently in each major: whether the
 * stream is complete, its token counts, and errors inside it. Like a package it reads whole events: one without the
 * empty line after it has not arrived.
 */
export class EventWatch {
  /** Whether the last event of the wire has arrived. */
  ended = false;
  /** The first error in the stream, as it was sent. */
  error: unknown;
  private readonly decoder: TextDecoder = new TextDecoder();
  /** The start of an event whose end has not arrived. */
  private rest = '';
  /** The last characters that were read: the end of an event may arrive in pieces. */
  private tail = '';
  /** Lines with token counts: Messages counts input in its first event and output in a later one. */
  private readonly counts: { first: string; last: string } = { first: '', last: '' };

  constructor(private readonly wire: VendorWire) {}

  /** @param bytes `undefined` at the end of the body */
  push(bytes: Uint8Array | undefined): void {
    if (bytes === undefined) {
      // An error is one however the body ends; an answer is complete only with the whole of its last event.
      this.readAll(this.rest + this.decoder.decode(), false);
      this.rest = '';
      return;
    }
    const text = this.decoder.decode(bytes, { stream: true });
    // Most reads are whole events.
    const isWhole = text.endsWith('\n\n');
    const end = isWhole ? text.length : endOfEvents(this.tail + text) - this.tail.length;
    this.tail = isWhole ? '' : (this.tail + text).slice(-2);
    if (end <= 0) {
      this.rest += text;
      return;
    }
    this.readAll(this.rest + text.slice(0, end), true);
    this.rest = text.slice(end);
  }

  /** Token counts as they were sent. */
  usage(): JSONRecord | undefined {
    const all = [this.counts.first, this.counts.last].map(line => usageIn(dataOf(line)));
    return all.some(usage => usage !== undefined) ? Object.assign({}, ...all) : undefined;
  }

  private readAll(events: string, whole: boolean): void {
    if (telling.test(events)) for (const line of events.split(/[\r\n]+/)) this.read(line, whole);
  }

  private read(line: string, whole: boolean): void {
    if (counting.test(line)) this.counts[this.counts.first === '' ? 'first' : 'last'] = line;
    if (whole && !this.ended && closing.test(line)) this.ended = this.isLast(dataOf(line));
    if (this.error === undefined && failing.test(line)) this.error = errorIn(dataOf(line));
  }

  private isLast(event: JSONRecord | undefined): boolean {
    return event !== undefined && lastEvents[this.wire].some(matches => matches(event));
  }
}

/** Where the last whole event of a text ends; 0 without one. */
function endOfEvents(text: string): number {
  const found = ends.map(end => {
    const at = text.lastIndexOf(end);
    return at === -1 ? 0 : at + end.length;
  });
  return Math.max(...found);
}

function dataOf(line: string): JSONRecord | undefined {
  return parseRecord(line.replace(/^data:/, ''));
}

/** The counts of an event, or of a whole answer. */
export function usageIn(value: unknown): JSONRecord | undefined {
  if (!isRecord(value)) return undefined;
  const { message, response, usage, usageMetadata, delta } = value;
  const found = [
    usage,
    usageMetadata,
    ...[message, response, delta].map(inner => isRecord(inner) && inner.usage),
  ];
  return found.find(isRecord);
}

/** The error that an event is: content may hold members of that name. */
function errorIn(value: JSONRecord | undefined): unknown {
  if (value === undefined) return undefined;
  const { type, response } = value;
  if (type === 'response.failed') return { error: isRecord(response) ? response.error : undefined };
  if (type === 'error') return isRecord(value.error) ? value : { error: value };
  const content = type !== undefined || value.candidates !== undefined || value.choices !== undefined;
  return content || readErrorEnvelope(value) === undefined ? undefined : value;
}
