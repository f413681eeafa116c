import { CallLines } from './call-lines.ts';
import { closingEventFinder } from './closing-event.ts';
import { afterEvents, endsEvent, isOneEvent } from './event-boundaries.ts';
import { joinBytes } from './join-bytes.ts';
import { createEventMerger } from './merge-events.ts';
import { readOut } from './read-out.ts';
import type { Read, Reads } from './reads.ts';

/** What is learnt of a stream of events while it is handed on. */
export interface EventHandlers {
  /** Whether the request offers tools, so that the answer may call them. */
  readonly tools: boolean;
  /** Whether deltas that came in one read are joined. */
  readonly merges: boolean;
  /** A read that failed for another reason than the caller's abort. */
  readonly cut: (error: unknown) => void;
  /** The closing event, `[DONE]`, with which a stream ends whatever follows. */
  readonly done: () => void;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Parsers wait for the end of a line before they hand on what stands above it. */
const blankLine = new Uint8Array([0x0a, 0x0a]);

const ended: Read = { done: true, value: undefined };

/** The events of a burst that are handed on first: one that names the role, and one that says something. */
const FIRST_EVENTS = 2;

/** In so many turns of the queue of microtasks the first part of an answer gets to its reader; more make it no earlier. */
const TURNS = 64;

/**
 * A stream of events, handed on read by read. It ends at its closing event, also where the connection stays open. A
 * read error becomes an end, since an erroring body makes the core's stages throw away text that has arrived.
 */
export class EventReads implements Reads {
  private readonly closingEvent = closingEventFinder();
  private readonly calls: CallLines | undefined;
  private readonly merge: ((read: Uint8Array) => Uint8Array) | undefined;
  private atBoundary = true;
  private begun = false;
  /** The rest of a burst, to be handed on before the next read. */
  private held: Uint8Array | undefined;
  /** What comes when all is handed on. */
  private afterAll: (() => Promise<Read>) | undefined;

  constructor(
    private readonly reader: Reader,
    /** What was read of the body. */
    private readonly first: Uint8Array[],
    private readonly signal: AbortSignal | undefined,
    private readonly handlers: EventHandlers,
  ) {
    this.calls = handlers.tools ? new CallLines() : undefined;
    this.merge = handlers.merges ? createEventMerger() : undefined;
  }

  get closed(): Promise<void> {
    return this.reader.closed;
  }

  async read(): Promise<Read> {
    if (this.afterAll !== undefined && this.held === undefined) return this.afterAll();
    try {
      if (this.held !== undefined) return await this.handRest(this.held);
      const value = this.first.shift();
      const read = value === undefined ? await this.reader.read() : { done: false as const, value };
      if (read.done || this.signal?.aborted) return this.last(this.calls?.end());
      return this.received(read);
    } catch (error) {
      if (!this.signal?.aborted) this.handlers.cut(error);
      // Whatever failed, nobody reads on.
      this.reader.cancel(error).catch(() => undefined);
      return this.last();
    }
  }

  cancel(reason: unknown): Promise<void> {
    this.held = undefined;
    this.first.length = 0;
    return this.reader.cancel(reason);
  }

  private received(read: { readonly done: false; readonly value: Uint8Array }): Read {
    const { value } = read;
    // There is nothing to be joined, and no closing event, for which the search goes on where an event ends.
    if (this.atBoundary && isOneEvent(value)) {
      const lines = this.calls === undefined ? value : this.calls.whole(value);
      return lines === value ? read : { done: false, value: lines };
    }
    this.atBoundary = endsEvent(value);
    const end = this.closingEvent(value);
    if (end === -1) return this.hand(this.calls === undefined ? value : this.calls.push(value));
    return this.hand(this.complete(value.subarray(0, end)));
  }

  /** Hands on what came in one read, its deltas joined; of the first burst, what is needed for a first part. */
  private hand(read: Uint8Array): Read {
    if (this.merge === undefined) return { done: false, value: read };
    const to = this.begun ? read.length : afterEvents(read, FIRST_EVENTS);
    this.begun ||= to < read.length;
    this.held = to === read.length ? undefined : read.subarray(to);
    return { done: false, value: this.merge(read.subarray(0, to)) };
  }

  /** The rest of the first burst, when its beginning is where it belongs: joining takes longer than the way there. */
  private async handRest(rest: Uint8Array): Promise<Read> {
    for (let turn = 0; turn < TURNS; turn++) await undefined;
    return this.signal?.aborted ? this.last() : this.hand(rest);
  }

  private complete(read: Uint8Array): Uint8Array {
    this.handlers.done();
    // At once, however slowly the rest is read: the connection can serve the next call.
    const out = readOut(this.reader);
    this.afterAll = async () => {
      await out;
      return this.last();
    };
    if (this.calls === undefined) return joinBytes([read, blankLine]);
    return joinBytes([this.calls.push(read), this.calls.end(), blankLine]);
  }

  private last(rest?: Uint8Array): Read {
    // Not what a read failed with: workerd aborts with an error of its own.
    if (this.signal?.aborted) throw this.signal.reason;
    this.afterAll = async () => ended;
    return rest === undefined || rest.length === 0 ? ended : { done: false, value: rest };
  }
}
