/** How long a body may take to end once its content is complete, in milliseconds. */
const GRACE_MS = 250;
/** How much of the rest is read, in reads. */
const MAX_READS = 16;

/**
 * Reads a body whose content is complete to its end, so that its connection can serve the next call: cancelling it a
 * moment too early would close the connection. A body that remains open, or continues, is cancelled.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(cancel, GRACE_MS);
  try {
    for (let read = 0; read < MAX_READS; read++) if ((await reader.read()).done) return;
    cancel();
  } catch {
    // A connection that breaks now loses nothing.
  } finally {
    clearTimeout(timer);
  }
}
