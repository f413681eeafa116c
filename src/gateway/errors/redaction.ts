/** How deep values are searched; the JSON of real requests stays far below. */
const MAX_DEPTH = 64;

type Redact = (text: string) => string;

/**
 * A value with every text in it passed through `redact`. Parts without a secret are the same objects as before, so
 * that large request bodies are not copied.
 */
export function redactDeep<VALUE>(value: VALUE, redact: Redact): VALUE {
  // Texts become texts and plain containers keep their members, so the type stays what it was.
  return redactAt(value, redact, 0) as VALUE;
}

function redactAt(value: unknown, redact: Redact, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  // What is not searched is not shown, and JSON cannot be written of any depth.
  if (depth > MAX_DEPTH) return '[nested too deeply]';
  if (Array.isArray(value)) {
    const items = value.map(item => redactAt(item, redact, depth + 1));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  const redacted = entries.map(
    ([key, member]) => [redact(key), redactAt(member, redact, depth + 1)] as const,
  );
  const same = redacted.every(
    ([key, member], index) => entries[index]?.[0] === key && entries[index]?.[1] === member,
  );
  return same ? value : Object.fromEntries(redacted);
}

/** Bytes, dates and the like hold no text of ours, and would not survive the copy. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A URL without secrets: credentials before the host are cut, and those of the call replaced. */
export function redactURL(url: string, redact: Redact): string {
  return redact(url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, '$1'));
}

/** An account id that its owner recognises and that no one else can use: `0123…cdef`. */
export function maskAccountId(accountId: string): string {
  return accountId.length >= 16 ? `${accountId.slice(0, 4)}…${accountId.slice(-4)}` : '…';
}

/**
 * A text with the account id masked, wherever it stands. The segment after `/accounts/` is masked whatever it is:
 * people paste tokens there, and 7003 prints the path.
 * @see https://github.com/anomalyco/opencode/issues/23773
 */
export function maskAccount(text: string, accountId: string | undefined): string {
  const masked = text
    .replace(/(\/accounts\/)([^\s/?#"',]+)/g, (whole, path: string, id: string) =>
      /^[.…]+$/.test(id) ? whole : path + (/^[0-9a-f]{32}$/i.test(id) ? maskAccountId(id) : '[masked]'),
    )
    .replace(/(\/v1\/)([0-9a-f]{32})(?=\/)/gi, (_, path: string, id: string) => path + maskAccountId(id));
  return accountId ? masked.replaceAll(accountId, maskAccountId(accountId)) : masked;
}

/** How far a chain of causes is followed. */
const MAX_CAUSES = 5;

/**
 * A chain of plain errors with the names, texts and codes of another. The originals may hold sockets, requests and
 * headers, hence secrets; printing an error prints its causes with everything in them.
 */
export function plainCause(cause: unknown, redact: Redact, depth = 0): Error | undefined {
  if (cause === undefined || cause === null || depth > MAX_CAUSES) return undefined;
  if (!isErrorLike(cause))
    return new Error(redact(typeof cause === 'string' ? cause : 'a value that is not an Error'));
  const inner = plainCause(innerCause(cause), redact, depth + 1);
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

/** The system's code of an error, such as `ECONNRESET`. */
export function errorCode(error: unknown): string | undefined {
  const code = isErrorLike(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
