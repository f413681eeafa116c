import { untilAborted } from '../until-aborted.ts';
import { cancelAnswer } from './binding-answer.ts';

/** One call of the binding; `undefined`: without a signal. */
export type SignalCall = (signal: AbortSignal | undefined) => PromiseLike<unknown>;

/**
 * Calls with the caller's signal, and once more without it where the runtime refuses to pass one on: signals do not
 * cross every boundary between Workers, and a call that was refused for it has not been made. The caller does not
 * wait for either once it has given up; an answer that comes too late is cancelled.
 * @see https://github.com/cloudflare/workerd/pull/6379
 */
export async function callWithSignal(
  call: SignalCall,
  signal: AbortSignal | null | undefined,
): Promise<unknown> {
  const work = attempt(call, signal ?? undefined).catch(error => {
    if (!signal || !isCloneError(error)) throw error;
    signal.throwIfAborted();
    return attempt(call, undefined);
  });
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (signal?.aborted) work.then(cancelAnswer, () => undefined);
    throw error;
  }
}

/** A call that throws at once fails like one that rejects. */
async function attempt(call: SignalCall, signal: AbortSignal | undefined): Promise<unknown> {
  return call(signal);
}

function isCloneError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'name') === 'DataCloneError';
}
