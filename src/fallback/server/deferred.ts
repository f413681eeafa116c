/** A promise that is settled from outside; the first settling counts. */
export interface Deferred<VALUE> {
  readonly promise: Promise<VALUE>;
  readonly resolve: (value: VALUE) => void;
  readonly reject: (reason: unknown) => void;
}

export function deferred<VALUE>(): Deferred<VALUE> {
  // The executor runs before the constructor returns.
  let settle!: Omit<Deferred<VALUE>, 'promise'>;
  const promise = new Promise<VALUE>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
