import { isRecord, parseJSON } from '../../json-values.ts';
import { cloudflareSourceOf } from './cloudflare-source-of.ts';
import { envelopeReaders } from './envelope-readers.ts';
import type { EnvelopeFacts, EnvelopeShape, ErrorEnvelope } from './error-envelope.ts';
import { codeOf, errorStatusOf, textOf, toJSON } from './json-values.ts';
import { statusOfName } from './status-of-name.ts';
import { tidyMessage } from './tidy-message.ts';

/** How deep an error may be wrapped in another; deeper is taken as text. */
const MAX_DEPTH = 4;

/**
 * The facts that an error body states, whatever its shape: of a failed answer, of a successful status with an error
 * inside, or of one frame of a stream.
 * @returns `undefined` when the value is no error body
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
  if (source === undefined || textOf(message) === undefined) return undefined;
  return toEnvelope('gateway-list', { source, message, code }, depth);
}

function toEnvelope(shape: EnvelopeShape, facts: EnvelopeFacts, depth: number): ErrorEnvelope {
  const inner = innerError(facts.message, depth);
  const { message, code: codeInText } = tidyMessage(inner?.message ?? wordsOf(facts.message));
  const code = codeOf(facts.code) ?? codeOf(inner?.code) ?? codeInText;
  const type = textOf(facts.type) ?? inner?.type;
  const status =
    errorStatusOf(facts.status) ?? errorStatusOf(facts.code) ?? statusOfName(code, type) ?? inner?.status;
  const source =
    codeOf(facts.code) === undefined ? (cloudflareSourceOf(codeInText) ?? facts.source) : facts.source;
  return {
    shape: facts.shape ?? shape,
    source,
    message,
    ...(code !== undefined && { code }),
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
  };
}

/** An error told inside the words of another: as JSON in the text (8007, OpenRouter), or as an object. */
function innerError(message: unknown, depth: number): ErrorEnvelope | undefined {
  if (typeof message !== 'string') return readAt(message, depth + 1);
  const start = message.search(/[[{]/);
  const end = Math.max(message.lastIndexOf('}'), message.lastIndexOf(']'));
  if (start < 0 || end < start) return undefined;
  const inner = readAt(parseJSON(message.slice(start, end + 1)), depth + 1);
  if (inner === undefined || inner.message === '') return undefined;
  return { ...inner, message: `${message.slice(0, start)}${inner.message}` };
}

function wordsOf(message: unknown): string {
  if (message === undefined || message === null) return '';
  return typeof message === 'object' ? toJSON(message) : String(message);
}
