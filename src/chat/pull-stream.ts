/**
 * A stage over a stream of parts: each part becomes none, one or several. It reads when it is read, without the
 * queue of a TransformStream, and cancelling it cancels the source. A source that fails ends with the parts that
 * `broken` makes of the error, or fails with what it throws.
 */
export function mapParts<PART>(
  source: ReadableStream<PART>,
  map: (part: PART) => PART | readonly PART[],
  broken: (error: unknown) => readonly PART[],
): ReadableStream<PART> {
  const reader = source.getReader();
  return new ReadableStream<PART>({
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
