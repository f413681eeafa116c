/** One read of a body. */
export type Read = ReadableStreamReadResult<Uint8Array>;

/** A body that is read when it is asked, one read after the other. */
export interface Reads {
  /** Settles when the network has given all. */
  readonly closed: Promise<void>;
  read(): Promise<Read>;
  cancel(reason: unknown): Promise<void>;
}

/** Reads as a stream of the runtime. */
export function streamOf(reads: Reads): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reads.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: reason => reads.cancel(reason),
    },
    // Reads nothing before it is asked: back-pressure reaches the network.
    { highWaterMark: 0 },
  );
}
