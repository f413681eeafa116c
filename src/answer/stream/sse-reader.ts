import { drain } from './drain.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What one read of the network adds: whole events as text, possibly none. At the end, whatever is left. */
export interface EventText {
  readonly text: string;
  readonly ended: false | 'closed' | 'cut';
  /** The same as it was read, where whole events came in one read. */
  readonly bytes?: Uint8Array | undefined;
}

/** What is learned while a stream is read. */
export interface StreamFacts {
  /** The error of a read that failed, and not by the caller's abort. */
  cut: unknown;
  /** Whether the closing event, `[DONE]`, arrived. It ends the stream whatever follows. */
  done: boolean;
}

// They keep a byte order mark, which the core's decoder removes.
const createDecoder = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });
/** For reads of whole characters, which need no state: creating a decoder takes longer than using one. */
const wholeDecoder = /* @__PURE__ */ createDecoder();

/** The closing event, at the start of a line. */
const closingLine = /(?:^|\n)data: ?\[DONE\]/;
/** As many characters of a line as tell whether it is that. */
const HEAD_LENGTH = 12;

/**
 * Reads a body of server-sent events, read by read. It ends at the closing event, even where the connection stays
 * open. A read error becomes an end, since an erroring body makes the core's stages throw away text that has arrived.
 */
export class SSEReader {
  /** From the first read on that ends within a character. */
  private decoder: TextDecoder | undefined;
  /** The start of an event whose end has not arrived. */
  private rest = '';
  /** The start of the line whose end has not arrived. */
  private head = '';
  private afterCR = false;
  /** Settles when the body behind the closing event has ended. */
  private drained: Promise<void> | undefined;

  constructor(
    private readonly reader: Reader,
    /** What has been read of the body. */
    private readonly first: Uint8Array[],
    private readonly signal: AbortSignal | undefined,
    private readonly facts: StreamFacts,
  ) {}

  /** @throws the reason of the caller's abort */
  async next(): Promise<EventText> {
    try {
      if (this.drained !== undefined) {
        await this.drained;
        return this.last('', 'closed');
      }
      const value = this.first.shift() ?? (await this.reader.read()).value;
      if (value === undefined || this.signal?.aborted)
        return this.last(this.rest + (this.decoder?.decode() ?? ''), 'closed');
      const piece = this.decode(value);
      const text = this.whole(piece);
      return { text, ended: false, bytes: text === piece ? value : undefined };
    } catch (error) {
      if (!this.signal?.aborted) this.facts.cut = error;
      this.reader.cancel(error).catch(() => undefined);
      return this.last(this.rest, 'cut');
    }
  }

  async cancel(reason: unknown): Promise<void> {
    this.first.length = 0;
    await this.reader.cancel(reason);
  }

  private last(text: string, ended: 'closed' | 'cut'): EventText {
    // Not the error of the read: workerd aborts with an error of its own.
    if (this.signal?.aborted) throw this.signal.reason;
    return { text, ended };
  }

  private decode(bytes: Uint8Array): string {
    if (this.decoder === undefined && (bytes.at(-1) ?? 0) < 0x80) return wholeDecoder.decode(bytes);
    this.decoder ??= createDecoder();
    return this.decoder.decode(bytes, { stream: true });
  }

  /** The events that a piece of text completes. Only the piece is searched, however long an event becomes. */
  private whole(piece: string): string {
    const text = this.afterCR || piece.includes('\r') ? this.withLineFeeds(piece) : piece;
    const { rest, head } = this;
    const lines = head + text;
    const closing = lines.includes('[DONE]') ? closingLine.exec(lines) : null;
    if (closing !== null) {
      this.facts.done = true;
      // At once, however slowly the rest is read: the connection can serve the next call.
      this.drained = drain(this.reader);
      // Parsers wait for the end of a line before they pass on what stands above it.
      return `${rest}${text.slice(0, closing.index + closing[0].length - head.length)}\n\n`;
    }
    this.head = lines.slice(lines.lastIndexOf('\n') + 1).slice(0, HEAD_LENGTH);
    const blank = text.lastIndexOf('\n\n');
    const end = blank === -1 ? Number(head === '' && text.startsWith('\n')) : blank + 2;
    this.rest = end === 0 ? rest + text : text.slice(end);
    return end === 0 ? '' : rest + text.slice(0, end);
  }

  private withLineFeeds(piece: string): string {
    const text = this.afterCR && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.afterCR = piece === '' ? this.afterCR : piece.endsWith('\r');
    return text.replace(/\r\n?/g, '\n');
  }
}
