export interface CountedSignal {
  readonly controller: AbortController;
  readonly signal: AbortSignal;
  /** The listeners at most, and those that were ever added. */
  readonly seen: { readonly most: number; readonly added: number };
  /** The listeners at present. */
  readonly count: () => number;
}

/** A signal that counts its listeners, at present and at most. */
export function countedSignal(): CountedSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const seen = { most: 0, added: 0 };
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners.add(args[1]);
    seen.added++;
    seen.most = Math.max(seen.most, listeners.size);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners.delete(args[1]);
    remove(...args);
  };
  return { controller, signal, seen, count: () => listeners.size };
}
