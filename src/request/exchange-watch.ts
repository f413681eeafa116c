/** Ends one exchange when the caller gives up, or when a wait of it takes too long. */
export interface ExchangeWatch {
  /** For the network: it aborts with the caller's reason, or with the error of the wait that was too long. */
  readonly signal: AbortSignal;
  /** Limits the wait that begins now, in place of the one before; `undefined`: no limit. */
  readonly limit: (ms: number | undefined, error: () => Error) => void;
  /** The end of a wait. */
  readonly arrived: () => void;
  /** The end of the exchange: no timer and no listener is left. */
  readonly release: () => void;
}

export function watchExchange(caller: AbortSignal | null | undefined): ExchangeWatch {
  const controller = new AbortController();
  const forward = (): void => controller.abort(caller?.reason);
  if (caller?.aborted) forward();
  else caller?.addEventListener('abort', forward, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arrived = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    limit: (ms, error) => {
      arrived();
      if (ms !== undefined) timer = setTimeout(() => controller.abort(error()), ms);
    },
    arrived,
    release: () => {
      arrived();
      caller?.removeEventListener('abort', forward);
    },
  };
}
