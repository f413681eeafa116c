/** Holds back what follows the beginning of a stream until `open`. */
export interface Gate {
  readonly hold: (response: Response) => Response;
  readonly open: () => void;
}

/** A read that holds text of the answer. */
const hasText = (read: Uint8Array): boolean =>
  /"(?:content|response)":"[^"]/.test(new TextDecoder().decode(read));

/**
 * Proves that an answer is streamed, on a machine of any speed: its first reads with text pass, the rest waits until the
 * reader has seen something. A reader that waits for the end never gets there, and its test times out.
 */
export function createGate(firstReads = 3): Gate {
  let open = (): void => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  const hold = (response: Response): Response => {
    if (response.body === null) return response;
    let passed = 0;
    const held = new TransformStream<Uint8Array, Uint8Array>({
      async transform(read, controller) {
        if (passed >= firstReads) await opened;
        if (hasText(read)) passed++;
        controller.enqueue(read);
      },
    });
    return new Response(response.body.pipeThrough(held), response);
  };
  return { hold, open };
}
