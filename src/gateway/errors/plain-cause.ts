/** How far a chain of causes is followed. */
const MAX_DEPTH = 5;

/**
 * A chain of plain errors with the names, texts and codes of another. The originals may hold sockets, requests and
 * headers, hence secrets; printing an error prints its causes with everything in them.
 */
export function plainCause(cause: unknown, redact: (text: string) => string): Error | undefined {
  return copy(cause, redact, 0);
}

function copy(cause: unknown, redact: (text: string) => string, depth: number): Error | undefined {
  if (cause === undefined || cause === null || depth > MAX_DEPTH) return undefined;
  if (!isErrorLike(cause)) return new Error(redact(textOf(cause)));
  const inner = copy(innerCause(cause), redact, depth + 1);
  const plain = new Error(redact(cause.message), inner && { cause: inner });
  plain.name = redact(cause.name);
  if (typeof cause.stack === 'string') plain.stack = redact(cause.stack);
  const code = errorCode(cause);
  return code === undefined ? plain : Object.assign(plain, { code: redact(code) });
}

/** Node reports several tried addresses as one error without words of its own. */
function innerCause(error: Error): unknown {
  return error.cause ?? ('errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined);
}

/** Not `instanceof`: errors may come from another realm, as in edge runtimes and test runners. */
function isErrorLike(cause: unknown): cause is Error {
  if (typeof cause !== 'object' || cause === null) return false;
  const { name, message } = cause as Partial<Record<'name' | 'message', unknown>>;
  return typeof name === 'string' && typeof message === 'string';
}

function textOf(cause: unknown): string {
  return typeof cause === 'string' ? cause : 'an error that is no Error object';
}

/** The system's code of an error, such as `ECONNRESET`. */
export function errorCode(error: unknown): string | undefined {
  const code = isErrorLike(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
