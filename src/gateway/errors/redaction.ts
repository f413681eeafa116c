import { type JSONRecord, records } from '../../json-values.ts';

/** How deep values are searched; the JSON of real requests stays far below. */
const MAX_DEPTH = 64;

type Redact = (text: string) => string;

/** A value with every text in it passed through `redact`. */
export function redactDeep<VALUE>(value: VALUE, redact: Redact): VALUE {
  // Texts become texts and plain containers keep their members, so the type stays what it was.
  return redactAt(value, redact, 0) as VALUE;
}

function redactAt(value: unknown, redact: Redact, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  // What is not searched is not shown, and JSON cannot be written of any depth.
  if (depth > MAX_DEPTH) return '[nested too deeply]';
  const redacted = (member: unknown): unknown => redactAt(member, redact, depth + 1);
  if (Array.isArray(value)) return value.map(redacted);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), redacted(member)]));
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
  const masked = text.replace(/(\/(?:accounts|v1)\/)(\w[^\s/?#"',]*)/g, (whole, path: string, id: string) => {
    if (/^[\da-f]{32}$/i.test(id)) return path + maskAccountId(id);
    return path === '/v1/' ? whole : `${path}[masked]`;
  });
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
  // Not `instanceof`: errors may come from another realm, as in edge runtimes and test runners, or be copies.
  const { name, message = cause, stack, errors, cause: reason }: JSONRecord = Object(cause);
  if (typeof message !== 'string') return new Error('a value that is not an Error');
  // Node reports several tried addresses as one error without words of its own.
  const inner = plainCause(reason ?? records(errors)[0], redact, depth + 1);
  const plain = new Error(redact(message), inner && { cause: inner });
  const code = errorCode(cause);
  return Object.assign(plain, {
    ...(typeof name === 'string' && { name: redact(name) }),
    ...(typeof stack === 'string' && { stack: redact(stack) }),
    ...(code !== undefined && { code: redact(code) }),
  });
}

/** The system's code of an error, such as `ECONNRESET`. */
export function errorCode(error: unknown): string | undefined {
  const { code } = Object(error);
  return typeof code === 'string' ? code : undefined;
}
