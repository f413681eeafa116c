/**
 * A stage over a stream of parts: each part becomes none, one or several. A pull stream costs about a third of
 * what a TransformStream does (docs/internals/performance.md), and cancelling it cancels the source.
 */
export function mapParts<PART>(
  source: ReadableStream<PART>,
  map: (part: PART) => PART | readonly PART[],
): ReadableStream<PART> {
  const reader = source.getReader();
  return new ReadableStream<PART>({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const mapped = map(value);
        if (!Array.isArray(mapped)) return controller.enqueue(mapped as PART);
        for (const part of mapped as readonly PART[]) controller.enqueue(part);
        if (mapped.length > 0) return;
      }
    },
    cancel: reason => reader.cancel(reason),
  });
}
