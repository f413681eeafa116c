import { errorInfoOf } from '../gateway/errors/error-info-of.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { failureOf, type TransportCall } from '../request/transport.ts';
import { untilAborted } from '../request/until-aborted.ts';

/**
 * The body of an answer, as text.
 * @throws APICallError where it breaks off; the signal's own reason where that ended it
 */
export async function readBody(
  call: TransportCall,
  url: string,
  response: Response,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await untilAborted(response.text(), signal);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    // An error that says already what happened stays what it is, and so does an abort.
    const said = cause instanceof Error && (cause.name === 'AbortError' || errorInfoOf(cause) !== undefined);
    throw said ? cause : toConnectionError({ ...failureOf(call, url, response), cause });
  }
}
