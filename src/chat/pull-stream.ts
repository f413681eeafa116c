/** A part becomes none, one or several. */
export type PartMap<PART> = (part: PART) => PART | readonly PART[];

/** The parts with which a stream ends whose source failed. What it throws, the stream fails with. */
export type BrokenParts<PART> = (error: unknown) => readonly PART[];

/** What was read of a stream, as the stage hands it on, and whether that was all. */
export interface ReadParts<PART> {
  readonly parts: readonly PART[];
  readonly ended: boolean;
}

/**
 * A stage over a stream of parts. It reads when it is read, without the queue of a TransformStream, and cancelling
 * it cancels the source.
 */
export function mapParts<PART>(
  source: ReadableStream<PART>,
  map: PartMap<PART>,
  broken: BrokenParts<PART>,
): ReadableStream<PART> {
  return pullParts(source.getReader(), map, broken, { parts: [], ended: false });
}

/** The same over the reader of a source that has been read in part: what that gave goes first. */
export function pullParts<PART>(
  reader: ReadableStreamDefaultReader<PART>,
  map: PartMap<PART>,
  broken: BrokenParts<PART>,
  { parts, ended }: ReadParts<PART>,
): ReadableStream<PART> {
  return new ReadableStream<PART>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      if (ended) controller.close();
    },
    async pull(controller) {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          const mapped = map(value);
          if (!Array.isArray(mapped)) return controller.enqueue(mapped as PART);
          for (const part of mapped as readonly PART[]) controller.enqueue(part);
          if (mapped.length > 0) return;
        }
      } catch (error) {
        // Where the stage itself failed, the source goes on for nobody.
        reader.cancel(error).catch(() => undefined);
        for (const part of broken(error)) controller.enqueue(part);
        controller.close();
      }
    },
    cancel: reason => reader.cancel(reason),
  });
}
