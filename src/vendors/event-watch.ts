import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseRecord } from '../json-values.ts';

/**
 * The last events of the wires: Messages, Responses, Gemini and chat completions, Cohere. Quotes inside of texts are
 * escaped, so that no content of an answer looks like one.
 */
const closing =
  /"(?:message_stop|message-end|response\.(?:completed|incomplete|failed))"|"finish_?reason":\s?"/i;
const counting = /"usage(?:Metadata)?":\s?\{/;
const failing = /"error":\s?[{["]|"success":\s?false|"type":\s?"error"|"response\.failed"/;
/** Any of them: most reads of a stream hold none, and are not divided into lines. */
const telling = new RegExp([closing, counting, failing].map(({ source }) => source).join('|'), 'i');

/**
 * Reads along with a package, for what the package does not tell or tells differently in each major: whether the
 * stream is complete, its token counts, and errors inside it.
 */
export class EventWatch {
  /** Whether the last event of the wire has arrived. */
  ended = false;
  /** The first error in the stream, as it was sent. */
  error: unknown;
  private readonly decoder: TextDecoder = new TextDecoder();
  /** The start of a line whose end has not arrived. */
  private rest = '';
  /** Lines with token counts: Messages counts input in its first event and output in a later one. */
  private readonly counts: { first: string; last: string } = { first: '', last: '' };

  push(bytes: Uint8Array | undefined): void {
    const text =
      bytes === undefined ? `${this.decoder.decode()}\n` : this.decoder.decode(bytes, { stream: true });
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    if (end === 0) {
      this.rest += text;
      return;
    }
    const lines = this.rest + text.slice(0, end);
    this.rest = text.slice(end);
    if (telling.test(lines)) for (const line of lines.split(/[\r\n]+/)) this.read(line);
  }

  /** Token counts as they were sent. */
  usage(): JSONRecord | undefined {
    const all = [this.counts.first, this.counts.last].map(line => usageIn(dataOf(line)));
    return all.some(usage => usage !== undefined) ? Object.assign({}, ...all) : undefined;
  }

  private read(line: string): void {
    if (counting.test(line)) this.counts[this.counts.first === '' ? 'first' : 'last'] = line;
    if (closing.test(line)) this.ended = true;
    if (this.error === undefined && failing.test(line)) this.error = errorIn(dataOf(line));
  }
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
