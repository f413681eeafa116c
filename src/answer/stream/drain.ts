/** How long a body may take to end once its content is complete, in milliseconds. */
const GRACE_MS = 250;
/** How much of the rest is read, in reads. */
const MAX_READS = 16;

/**
 * Reads a body whose content is complete to its end, so that its connection can serve the next call: cancelling it a
 * moment too early would close the connection. A body that remains open, or continues, is cancelled.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let ended = false;
  const reading = (async (): Promise<void> => {
    for (let read = 0; read < MAX_READS && !ended; read++) ended = (await reader.read()).done;
  })().catch(() => {
    // A connection that breaks now loses nothing.
    ended = true;
  });
  // Usually the end has arrived already and needs no timer.
  for (let turn = 0; turn < MAX_READS && !ended; turn++) await undefined;
  if (ended) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, GRACE_MS);
  });
  await Promise.race([reading, late]);
  clearTimeout(timer);
  if (!ended) reader.cancel().catch(() => undefined);
}
