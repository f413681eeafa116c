import { CallLines } from './call-lines.ts';
import { closingEventFinder } from './closing-event.ts';
import { createEventMerger } from './merge-events.ts';
import { readOut } from './read-out.ts';

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
type Controller = ReadableStreamDefaultController<Uint8Array>;

/** Parsers wait for the end of a line before they hand on what stands above it. */
const blankLine = new Uint8Array([0x0a, 0x0a]);

/**
 * A stream of events, handed on read by read. It ends at its closing event, also where the connection stays open. A
 * read error becomes an end, since an erroring body makes the core's stages throw away text that has arrived.
 */
export class EventBody implements UnderlyingDefaultSource<Uint8Array> {
  private readonly closingEvent = closingEventFinder();
  private readonly calls: CallLines | undefined;
  private readonly merge: ((read: Uint8Array) => Uint8Array) | undefined;
  private cancelled = false;

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

  async pull(controller: Controller): Promise<void> {
    try {
      const first = this.first.shift();
      const { done, value } = first === undefined ? await this.reader.read() : { done: false, value: first };
      if (done || this.signal?.aborted) return this.close(controller, this.calls?.end());
      const end = this.closingEvent(value);
      if (end === -1) this.hand(controller, value);
      else await this.complete(controller, value.subarray(0, end));
    } catch (error) {
      if (!this.signal?.aborted) this.handlers.cut(error);
      // Whatever failed, nobody reads on.
      this.reader.cancel(error).catch(() => undefined);
      this.close(controller);
    }
  }

  cancel(reason: unknown): Promise<void> {
    this.cancelled = true;
    return this.reader.cancel(reason);
  }

  private hand(controller: Controller, read: Uint8Array): void {
    const lines = this.calls === undefined ? read : this.calls.push(read);
    controller.enqueue(this.merge === undefined ? lines : this.merge(lines));
  }

  private async complete(controller: Controller, last: Uint8Array): Promise<void> {
    this.hand(controller, last);
    if (this.calls !== undefined) controller.enqueue(this.calls.end());
    controller.enqueue(blankLine);
    this.handlers.done();
    await readOut(this.reader);
    this.close(controller);
  }

  private close(controller: Controller, rest?: Uint8Array): void {
    if (rest !== undefined && rest.length > 0 && !this.cancelled) controller.enqueue(rest);
    // Not what a read failed with: workerd aborts with an error of its own.
    if (this.signal?.aborted) controller.error(this.signal.reason);
    else if (!this.cancelled) controller.close();
  }
}
