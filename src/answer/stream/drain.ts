/** How long a body may take to end once its content is complete, in milliseconds. */
const GRACE_MS = 250;
/** How much of the rest is read, in reads. */
const MAX_READS = 16;

/**
 * Reads a body whose content is complete to its end, so that its connection can serve the next call: cancelling it a
 * moment too early would close the connection. A body that remains open, or continues, is cancelled.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const reading = (async (): Promise<boolean> => {
    for (let read = 0; read < MAX_READS; read++) if ((await reader.read()).done) return true;
    return false;
    // A connection that breaks now loses nothing.
  })().catch(() => true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A reader of another library may leave a read pending when it is cancelled.
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, GRACE_MS, false);
  });
  const ended = await Promise.race([reading, late]);
  clearTimeout(timer);
  if (!ended) reader.cancel().catch(() => undefined);
}
