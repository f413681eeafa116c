import { drain } from './drain.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What one read of the network adds: whole events as text, possibly none. At the end, whatever is left. */
export interface EventText {
  readonly text: string;
  readonly ended: false | 'closed' | 'cut';
}

/** What the call learns while its stream is read. */
export interface StreamHandlers {
  /** A read failed, and not by the caller's abort. */
  readonly cut: (error: unknown) => void;
  /** The closing event, `[DONE]`, arrived. It ends the stream whatever follows. */
  readonly done: () => void;
}

const CLOSING = '[DONE]';
const closingEvent = /(?:^|\n)data: ?\[DONE\]/;
/** Longer than the closing event. */
const CLOSING_LENGTH = 32;

/**
 * Reads a body of server-sent events, read by read. It ends at the closing event, even where the connection stays
 * open. A read error becomes an end, since an erroring body makes the core's stages throw away text that has arrived.
 */
export class SSEReader {
  // Keeps a byte order mark, which the core's decoder removes.
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** The start of an event whose end has not arrived. */
  private rest = '';
  private afterCR = false;
  /** Settles when the body behind the closing event has ended. */
  private drained: Promise<void> | undefined;

  constructor(
    private readonly reader: Reader,
    /** What has been read of the body. */
    private readonly first: Uint8Array[],
    private readonly signal: AbortSignal | undefined,
    private readonly handlers: StreamHandlers,
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
        return this.last(this.rest + this.decoder.decode(), 'closed');
      return { text: this.whole(this.decoder.decode(value, { stream: true })), ended: false };
    } catch (error) {
      if (!this.signal?.aborted) this.handlers.cut(error);
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

  /** The events that a piece of text completes. */
  private whole(piece: string): string {
    const text = this.afterCR || piece.includes('\r') ? this.withLineFeeds(piece) : piece;
    // In the middle of a long event, nothing is copied.
    if (this.rest.length > CLOSING_LENGTH && !text.includes('\n') && !text.includes(CLOSING)) {
      this.rest += text;
      return '';
    }
    const all = this.rest + text;
    const closing = all.includes(CLOSING) ? closingEvent.exec(all) : null;
    if (closing !== null) {
      this.handlers.done();
      // At once, however slowly the rest is read: the connection can serve the next call.
      this.drained = drain(this.reader);
      // Parsers wait for the end of a line before they pass on what stands above it.
      return `${all.slice(0, closing.index + closing[0].length)}\n\n`;
    }
    const end = all.lastIndexOf('\n\n') + 2;
    this.rest = end === 1 ? all : all.slice(end);
    return end === 1 ? '' : all.slice(0, end);
  }

  private withLineFeeds(piece: string): string {
    const text = this.afterCR && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.afterCR = piece === '' ? this.afterCR : piece.endsWith('\r');
    return text.replace(/\r\n?/g, '\n');
  }
}
