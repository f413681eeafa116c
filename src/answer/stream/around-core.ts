import { readableBody, readOf } from '../../bodies.ts';
import { isRecord, type JSONRecord } from '../../json-values.ts';
import { type AnswerEvents, sentChunk } from './answer-events.ts';
import { EventQueue } from './event-queue.ts';
import { listOf, type Parts, type ReadParts, type StreamPart } from './part-stream.ts';
import type { PlainDelta } from './plain-delta.ts';
import type { SSEReader } from './sse-reader.ts';

/** How long the core may take to deliver a delta while it is being read, in milliseconds. */
const GUARD_MS = 100;

export interface AroundCoreOptions {
  /** Whether plain deltas go around the core. Otherwise it reads everything. */
  readonly direct: boolean;
  /** Whether the deltas of one network read become one part. */
  readonly joins: boolean;
  /** A raw chunk as the reader gets it. @default as it was sent */
  readonly raw?: (chunk: unknown) => unknown;
  /** Receives what the core would report of chunks that went around it. */
  readonly record: (chunk: JSONRecord) => void;
}

/** The repairs that parts pass on their way to the reader. */
export interface PartRepairs {
  readonly map: (part: StreamPart) => Parts;
  /** Whether the pieces of a delta count, so that they must not be joined. */
  readonly needsPieces: (type: string) => boolean;
  /** The parts that end a stream which failed. What it throws, the stream fails with. */
  readonly broken: (error: unknown) => readonly StreamPart[];
}

type CoreReader = ReadableStreamDefaultReader<StreamPart>;

/** Makes the core read the body. */
export type StartCore = () => PromiseLike<ReadableStream<StreamPart>>;

/** A block, and a part that adds to it. */
interface OpenBlock {
  readonly delta: PlainDelta;
  readonly part: StreamPart;
}

/** A member of the chunk that is in flight. The core's schemas drop it. */
const MARK = '#';

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Leads plain deltas around the core, which takes several times as long for each as parsing does. Everything else goes
 * through the core, and the first such event starts it: until then, a plain delta of text or reasoning is a part. An
 * answer that has nothing else ends without the core, like a whole one.
 *
 * Once started, the core is *in step* when it has nothing in flight: it was given a plain delta and then nothing else,
 * and the part it makes of that delta, which is the last one of its chunk, has arrived. From then on plain deltas of the
 * same block become copies of that part, until an event that is anything else goes to the core, which is then read until
 * it has delivered the next plain delta. What goes around is recorded, as the core knows nothing of it: the identity of
 * the answer, counts, the finish reason, and the arguments of a call.
 */
export class AroundCore {
  private source: SSEReader | undefined;
  private answer: AnswerEvents | undefined;
  private readonly events = new EventQueue();
  private direct: boolean;
  /** The plain delta that the core has in flight, and whether it has parsed it. */
  private inFlight: PlainDelta | undefined;
  private isParsed = false;
  private mark = 0;
  /** The open block, while the core is in step or not started. */
  private open: OpenBlock | undefined;
  private core: CoreReader | undefined;
  /** Lets the core read on. */
  private resume: (() => void) | undefined;
  /** Whether the core is being read. */
  private reading = false;
  private guard: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: AroundCoreOptions) {
    this.direct = options.direct;
  }

  /** The body that the core reads. */
  body(source: SSEReader, answer?: AnswerEvents): ReadableStream<Uint8Array> {
    this.source = source;
    this.answer = answer;
    return readableBody({ read: () => this.feed(source), cancel: reason => source.cancel(reason) });
  }

  /** To be called for each chunk that the core has parsed, before it delivers the chunk's parts. */
  parsed(chunk: unknown): void {
    // Not by its text, which earlier chunks may hold too.
    if (isRecord(chunk) && chunk[MARK] === this.mark) this.isParsed = true;
  }

  /** The next parts for the reader. */
  async next(start: StartCore, repairs: PartRepairs): Promise<ReadParts<StreamPart>> {
    const { events, source } = this;
    try {
      for (;;) {
        if (source !== undefined && this.isAround()) {
          const parts = this.plainParts(repairs);
          if (parts.length > 0) return { parts, ended: false };
          if (events.isEmpty && !events.ended) events.fill(await source.next());
          else this.leave();
          continue;
        }
        if (source !== undefined && this.isOver())
          return { parts: listOf(repairs.map({ type: 'finish' })), ended: true };
        this.core ??= (await start()).getReader();
        this.reading = true;
        if (this.inFlight !== undefined) this.watch();
        const { done, value } = await this.core.read();
        this.reading = false;
        clearTimeout(this.guard);
        if (done) return { parts: [], ended: true };
        const parts = this.coreParts(value, repairs);
        if (parts.length > 0) return { parts, ended: false };
      }
    } catch (error) {
      // If a repair failed, the source must not go on.
      this.cancel(error).catch(() => undefined);
      return { parts: repairs.broken(error), ended: true };
    }
  }

  async cancel(reason: unknown): Promise<void> {
    clearTimeout(this.guard);
    await Promise.all([this.source?.cancel(reason), this.core?.cancel(reason)]);
  }

  /** What the core gets next, once it may have more. */
  private async feed(source: SSEReader): Promise<ReadableStreamReadResult<Uint8Array>> {
    const { events } = this;
    if (this.inFlight !== undefined || this.open !== undefined)
      await new Promise<void>(resolve => {
        this.resume = resolve;
      });
    for (;;) {
      const text = this.takeEvents();
      if (text !== '') return readOf(encoder.encode(text));
      if (events.ended) break;
      events.fill(await source.next());
    }
    // Of a body that broke off too: its calls count if the finish reason has arrived.
    const rest = this.answer?.end();
    this.answer = undefined;
    return readOf(rest && events.ended !== 'cut' ? encoder.encode(rest) : undefined);
  }

  /** Events up to the first plain delta, which the core has to deliver before it gets more. */
  private takeEvents(): string {
    const { events, answer } = this;
    let taken = '';
    while (!events.isEmpty) {
      const sent = events.takeEvent();
      const plain = this.direct ? events.plain(sent) : undefined;
      const event = answer?.event(sent, plain?.type !== undefined && plain.index === undefined) ?? sent;
      // What was rewritten is another piece than those that follow it.
      const delta = event === sent ? plain : undefined;
      if (delta?.type === undefined) {
        taken += event;
        continue;
      }
      this.inFlight = delta;
      this.isParsed = false;
      if (this.reading) this.watch();
      return taken + event.replace('{', `{"${MARK}":${++this.mark},`);
    }
    return taken;
  }

  /** Whether what comes next goes around the core, as far as has arrived. */
  private isAround(): boolean {
    const { events, answer, core, direct } = this;
    if (this.open !== undefined) return true;
    if (core !== undefined || !direct) return false;
    const delta = events.opening();
    if (delta?.type !== undefined && delta.index === undefined) {
      if (answer !== undefined) answer.begun = true;
      // Where it holds facts, it is recorded when it is taken.
      if (!delta.hasFacts) events.chunks.push(delta.chunk);
      // The cores' own ids.
      this.open = {
        delta,
        part: { type: delta.type, id: delta.block === 'reasoning' ? 'reasoning-0' : 'txt-0' },
      };
    }
    this.record();
    return this.open !== undefined || (events.isEmpty && !events.ended);
  }

  /** Whether all of the answer went around the core. */
  private isOver(): boolean {
    const { events, core, direct } = this;
    return core === undefined && direct && events.isEmpty && events.ended !== false;
  }

  private record(): void {
    for (const chunk of this.events.chunks.splice(0)) this.options.record(chunk);
  }

  /** The parts of the plain deltas that come next, of the open block. */
  private plainParts(repairs: PartRepairs): readonly StreamPart[] {
    const { events, options, open } = this;
    if (open === undefined) return [];
    const { delta, part } = open;
    const { type, id } = part;
    // The deltas of all cores have these members. A copy of the part, with another delta, takes 1 µs more (Node 20.20,
    // 2026-12).
    const mapped = (text: string): readonly StreamPart[] => listOf(repairs.map({ type, id, delta: text }));
    const joins = options.joins && !repairs.needsPieces(type);
    const parts: StreamPart[] = [];
    let text = '';
    while (!events.isEmpty) {
      const added = events.takeText(delta.block);
      if (added === undefined) break;
      text += added;
      if (!joins && added !== '') parts.push(...mapped(added));
    }
    this.record();
    if (type === 'tool-input-delta') this.answer?.wrote(delta.index, text);
    return joins && text !== '' ? mapped(text) : parts;
  }

  /** Gives the core what comes next. */
  private leave(): void {
    this.open = undefined;
    this.resume?.();
    this.resume = undefined;
  }

  /** What becomes of a part of the core. */
  private coreParts(part: StreamPart, repairs: PartRepairs): readonly StreamPart[] {
    this.observe(part);
    if (part.type === 'raw')
      return sentChunk(part.rawValue).map(sent => ({ ...part, rawValue: this.options.raw?.(sent) ?? sent }));
    return listOf(repairs.map(part));
  }

  /** Notices when the core is in step. */
  private observe(part: StreamPart): void {
    const delta = this.inFlight;
    if (delta === undefined || !this.isParsed || part.type !== delta.type || part.delta !== delta.text)
      return;
    this.inFlight = undefined;
    this.open = { delta, part };
  }

  /** A core that does not deliver its delta reads everything from then on. */
  private watch(): void {
    clearTimeout(this.guard);
    this.guard = setTimeout(() => {
      this.direct = false;
      this.inFlight = undefined;
      this.leave();
    }, GUARD_MS);
  }
}
