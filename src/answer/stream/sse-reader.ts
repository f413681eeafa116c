import type { Read, Reads } from './byte-source.ts';
import { closingEventFinder } from './closing-event.ts';
import { readOut } from './drain.ts';
import { afterEvents, endsEvent, isOneEvent } from './event-boundaries.ts';
import { joinBytes } from './join-bytes.ts';
import { createEventMerger } from './merge-events.ts';
import { CallLines } from './tool-call-lines.ts';

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

/** What is needed as long as there is something to read. */
interface Work {
  readonly reader: Reader;
  readonly handlers: EventHandlers;
  readonly closingEvent: (read: Uint8Array) => number;
  readonly calls: CallLines | undefined;
  readonly merge: ((read: Uint8Array) => Uint8Array) | undefined;
}

/**
 * A stream of events, handed on read by read. It ends at its closing event, also where the connection stays open. A
 * read error becomes an end, since an erroring body makes the core's stages throw away text that has arrived.
 */
export class EventReads implements Reads {
  /**
   * Let go of at the end: the core's streams may be old by then, and what they lead to is copied by every small
   * collection until a full one. A short stream costs 4 % less so (Node 22.23.3, 2026-11).
   */
  private work: Work | undefined;
  private atBoundary = true;
  private begun = false;
  /** The rest of a burst, to be handed on before the next read. */
  private held: Uint8Array | undefined;
  /** The end of the body, which is waited for when all is handed on. */
  private out: Promise<void> | undefined;

  constructor(
    reader: Reader,
    /** What was read of the body. */
    private readonly first: Uint8Array[],
    private readonly signal: AbortSignal | undefined,
    handlers: EventHandlers,
  ) {
    this.work = {
      reader,
      handlers,
      closingEvent: closingEventFinder(),
      calls: handlers.tools ? new CallLines() : undefined,
      merge: handlers.merges ? createEventMerger() : undefined,
    };
  }

  get closed(): Promise<void> {
    return this.work?.reader.closed ?? Promise.resolve();
  }

  async read(): Promise<Read> {
    const { work } = this;
    if (work === undefined) return ended;
    try {
      if (this.held !== undefined) return await this.handRest(work, this.held);
      if (this.out !== undefined) {
        await this.out;
        return this.last();
      }
      const value = this.first.shift();
      const read = value === undefined ? await work.reader.read() : { done: false as const, value };
      if (read.done || this.signal?.aborted) return this.last(work.calls?.end());
      return this.received(work, read);
    } catch (error) {
      if (!this.signal?.aborted) work.handlers.cut(error);
      // Whatever failed, nobody reads on.
      work.reader.cancel(error).catch(() => undefined);
      return this.last();
    }
  }

  async cancel(reason: unknown): Promise<void> {
    this.held = undefined;
    this.first.length = 0;
    await this.work?.reader.cancel(reason);
  }

  private received(work: Work, read: { readonly done: false; readonly value: Uint8Array }): Read {
    const { value } = read;
    const { calls } = work;
    // There is nothing to be joined, and no closing event, for which the search goes on where an event ends.
    if (this.atBoundary && isOneEvent(value)) {
      const lines = calls === undefined ? value : calls.whole(value);
      return lines === value ? read : { done: false, value: lines };
    }
    this.atBoundary = endsEvent(value);
    const end = work.closingEvent(value);
    if (end === -1) return this.hand(work, calls === undefined ? value : calls.push(value));
    return this.hand(work, this.complete(work, value.subarray(0, end)));
  }

  /** Hands on what came in one read, its deltas joined; of the first burst, what is needed for a first part. */
  private hand({ merge }: Work, read: Uint8Array): Read {
    if (merge === undefined) return { done: false, value: read };
    const to = this.begun ? read.length : afterEvents(read, FIRST_EVENTS);
    this.begun ||= to < read.length;
    this.held = to === read.length ? undefined : read.subarray(to);
    return { done: false, value: merge(read.subarray(0, to)) };
  }

  /** The rest of the first burst, when its beginning is where it belongs: joining takes longer than the way there. */
  private async handRest(work: Work, rest: Uint8Array): Promise<Read> {
    for (let turn = 0; turn < TURNS; turn++) await undefined;
    return this.signal?.aborted ? this.last() : this.hand(work, rest);
  }

  private complete({ reader, handlers, calls }: Work, read: Uint8Array): Uint8Array {
    handlers.done();
    // At once, however slowly the rest is read: the connection can serve the next call.
    this.out = readOut(reader);
    if (calls === undefined) return joinBytes([read, blankLine]);
    return joinBytes([calls.push(read), calls.end(), blankLine]);
  }

  private last(rest?: Uint8Array): Read {
    this.work = undefined;
    // Not what a read failed with: workerd aborts with an error of its own.
    if (this.signal?.aborted) throw this.signal.reason;
    return rest === undefined || rest.length === 0 ? ended : { done: false, value: rest };
  }
}
