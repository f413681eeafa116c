/** How long the end of a body may take that has said everything, in milliseconds. */
const GRACE_MS = 250;
/** How much of it is looked at, in reads. */
const MAX_READS = 16;

/**
 * Reads a body whose content is complete to its end, so that its connection can serve the next call: cancelling it
 * a moment too early would close that. A body that stays open, or goes on, is cancelled.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let ended = false;
  const reading = (async (): Promise<void> => {
    for (let read = 0; read < MAX_READS && !ended; read++) ended = (await reader.read()).done;
  })().catch(() => {
    // A connection that breaks now has nothing left to take away.
    ended = true;
  });
  // The end mostly is there already, and needs no timer.
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
