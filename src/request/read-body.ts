import { isAbort } from '../abort.ts';
import type { Exchange } from '../gateway/errors/exchange.ts';
import { toConnectionError } from '../gateway/errors/failures.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';

/**
 * The body of a response, as it is being read.
 * @throws APICallError where it breaks off; the signal's reason where the signal ended it
 */
export async function readBody<BODY>(
  exchange: Exchange,
  body: Promise<BODY>,
  signal: AbortSignal | undefined,
): Promise<BODY> {
  try {
    return await body;
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    // An abort, and an error that already carries our information, pass unchanged.
    throw isAbort(cause) || isOurs(cause) ? cause : toConnectionError(exchange, cause);
  }
}
