import { isRecord, parseJSON, toJSON, trimmed } from '../../json-values.ts';
import { cloudflareSourceOf } from './codes/find-row.ts';
import {
  codeOf,
  type EnvelopeShape,
  type ErrorEnvelope,
  errorStatusOf,
  type RawEnvelope,
  type Spending,
  tidyMessage,
} from './envelope.ts';
import { envelopeReaders } from './envelope-readers.ts';

/** How deep an error may be wrapped in another; deeper is taken as text. */
const MAX_DEPTH = 4;

/** How much is kept of the words before an error, in characters. */
const MAX_PREFIX = 200;

/**
 * The facts that an error body states, whatever its shape: of a failed answer, of a successful status with an error
 * inside, or of one frame of a stream.
 * @returns `undefined` when the value is not an error body
 */
export function readErrorEnvelope(body: unknown): ErrorEnvelope | undefined {
  return readAt(body, 0);
}

function readAt(body: unknown, depth: number): ErrorEnvelope | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(body)) return readList(body, depth);
  if (!isRecord(body)) return undefined;
  for (const reader of envelopeReaders) {
    if (body.success === true && reader.evenOnSuccess === undefined) continue;
    const facts = reader.read(body);
    if (facts !== undefined) return toEnvelope(reader.shape, facts, depth);
  }
  return undefined;
}

/** `[{ error: {…} }]` is Google's OpenAI surface; `[{ code: 2009, message }]` the gateway's list on its own. */
function readList([first]: readonly unknown[], depth: number): ErrorEnvelope | undefined {
  if (!isRecord(first)) return undefined;
  if (isRecord(first.error)) {
    const inner = readAt(first, depth + 1);
    return inner && { ...inner, shape: 'google-list' };
  }
  const { code, message } = first;
  const source = cloudflareSourceOf(code);
  if (source === undefined || trimmed(message) === undefined) return undefined;
  return toEnvelope('gateway-list', { source, message, code }, depth);
}

function toEnvelope(shape: EnvelopeShape, facts: RawEnvelope, depth: number): ErrorEnvelope {
  const inner = innerError(facts.message, depth);
  const { message, code: codeInText } = tidyMessage(inner?.message ?? wordsOf(facts.message));
  const code = codeOf(facts.code) ?? codeOf(inner?.code) ?? codeInText;
  const type = trimmed(facts.type) ?? inner?.type;
  const status =
    errorStatusOf(facts.status) ?? errorStatusOf(facts.code) ?? statusOfName(code, type) ?? inner?.status;
  const source =
    codeOf(facts.code) === undefined ? (cloudflareSourceOf(codeInText) ?? facts.source) : facts.source;
  const spending = spendingOf(message, facts.spending) ?? inner?.spending;
  return {
    shape: facts.shape ?? shape,
    source,
    message,
    ...(code !== undefined && { code }),
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
    ...(spending !== undefined && { spending }),
  };
}

/** `{ bucket, spent, limit }` of a policy; the rules of a gateway write their limit into the words. */
function spendingOf(message: string, facts: RawEnvelope['spending'] = {}): Spending | undefined {
  const { bucket, spent } = facts;
  const limit = facts.limit ?? /^spend limit exceeded\b.*\(cost limit (\d[\d.]*) per/i.exec(message)?.[1];
  const numbers = Object.entries({ spent, limit }).flatMap(([name, value]) => {
    const number = value === undefined || value === null || value === '' ? Number.NaN : Number(value);
    return Number.isFinite(number) ? [[name, number] as const] : [];
  });
  const named = typeof bucket === 'string' || typeof bucket === 'number' ? { bucket: String(bucket) } : {};
  const spending: Spending = { ...Object.fromEntries(numbers), ...named };
  return Object.keys(spending).length > 0 ? spending : undefined;
}

/** An error inside the message of another: as JSON in the text (8007, OpenRouter), or as an object. */
function innerError(message: unknown, depth: number): ErrorEnvelope | undefined {
  if (typeof message !== 'string') return readAt(message, depth + 1);
  // The words around may have brackets of their own.
  const starts = new Set([message.search(/[[{]/), message.indexOf('{'), message.indexOf('{"')]);
  const ends = new Set([
    Math.max(message.lastIndexOf('}'), message.lastIndexOf(']')),
    message.lastIndexOf('}'),
  ]);
  for (const start of starts)
    for (const end of ends) {
      if (start < 0 || end < start) continue;
      const inner = readAt(parseJSON(message.slice(start, end + 1)), depth + 1);
      if (inner === undefined || inner.message === '') continue;
      // The message of an error is clipped at its end, which is what counts here.
      const before = start > MAX_PREFIX ? `${message.slice(0, MAX_PREFIX)}… ` : message.slice(0, start);
      return { ...inner, message: before + inner.message };
    }
  return undefined;
}

function wordsOf(message: unknown): string {
  if (message === undefined || message === null) return '';
  return typeof message === 'object' ? toJSON(message) : String(message);
}

/**
 * HTTP statuses of named errors, for bodies that arrive with HTTP 200 or inside a stream.
 * Anthropic: https://docs.anthropic.com/en/api/errors, Google: https://cloud.google.com/apis/design/errors,
 * OpenAI: https://platform.openai.com/docs/guides/error-codes.
 */
const statuses: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
  server_error: 500,
  internal_server_error: 500,
  service_unavailable: 503,
  over_capacity: 503,
  invalid_api_key: 401,
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

function statusOfName(...names: readonly unknown[]): number | undefined {
  const name = names.find(value => typeof value === 'string' && Object.hasOwn(statuses, value));
  return typeof name === 'string' ? statuses[name] : undefined;
}
