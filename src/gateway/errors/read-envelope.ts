import { isRecord, parseJSON, textOf, trimmed, withoutUndefined } from '../../json-values.ts';
import { cloudflareSourceOf } from './codes/find-row.ts';
import {
  codeOf,
  type ErrorEnvelope,
  errorStatusOf,
  type RawEnvelope,
  type Spending,
  tidyMessage,
} from './envelope.ts';
import { envelopeReaders } from './envelope-readers.ts';
import { statusOfName } from './named-errors.ts';

/** How deep an error may be wrapped in another; deeper is taken as text. */
const MAX_DEPTH = 4;

/** How much is kept of the words before an error, in characters. */
const MAX_PREFIX = 200;

/**
 * The facts that an error body states, whatever its form: of a failed answer, of a successful status with an error
 * inside, or of one frame of a stream.
 * @returns `undefined` when the value is not an error body
 */
export function readErrorEnvelope(body: unknown): ErrorEnvelope | undefined {
  return readAt(body, 0);
}

function readAt(body: unknown, depth: number): ErrorEnvelope | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(body)) return isListed(body[0]) ? readAt(body[0], depth + 1) : undefined;
  if (!isRecord(body)) return undefined;
  // A run that failed, inside a successful envelope (2026-09-24).
  if (Object(body.result).state === 'Failed') return readAt(body.result, depth + 1);
  if (body.success === true) return undefined;
  for (const read of envelopeReaders) {
    const facts = read(body);
    if (facts !== undefined) return toEnvelope(facts, depth);
  }
  return undefined;
}

/** `[{ error: {…} }]` is Google's OpenAI surface; `[{ code: 2009, message }]` the gateway's list on its own. */
function isListed(first: unknown): boolean {
  return isRecord(first) && (isRecord(first.error) || cloudflareSourceOf(first.code) !== undefined);
}

function toEnvelope(facts: RawEnvelope, depth: number): ErrorEnvelope {
  const words = textOf(facts.message) ?? '';
  const inner = innerError(facts.message, depth);
  const { message, code: codeInText } = tidyMessage(inner?.message ?? words);
  const ownCode = codeOf(facts.code);
  const code = ownCode ?? inner?.code ?? codeInText;
  const type = trimmed(facts.type) ?? inner?.type;
  const [status] = [...facts.statuses, facts.code].flatMap(value => errorStatusOf(value) ?? []);
  const sender = ownCode === undefined ? cloudflareSourceOf(codeInText) : undefined;
  return {
    ...withoutUndefined({
      shape: facts.shape,
      code,
      type,
      status: status ?? statusOfName(code) ?? statusOfName(type) ?? inner?.status,
    }),
    source: sender ?? (ofWorkersAI.test(words) ? 'workers-ai' : facts.source),
    message,
    spending: { ...inner?.spending, ...spendingOf(message, facts.spending) },
  };
}

/** Relayed by proxies in OpenAI's form, and by `/ai/v1/messages` in Anthropic's (QuantumNous/new-api#4605). */
const ofWorkersAI = /^(?:InferenceUpstreamError|AiError)\b/;

/** `{ bucket, spent, limit }` of a policy; the rules of a gateway write their limit into the words. */
function spendingOf(message: string, { bucket, spent, limit }: RawEnvelope['spending'] = {}): Spending {
  const ofRule = /^spend limit exceeded\b.*\(cost limit (\d[\d.]*) per/i.exec(message)?.[1];
  return withoutUndefined({
    spent: amountOf(spent),
    limit: amountOf(limit ?? ofRule),
    bucket: textOf(bucket),
  });
}

function amountOf(value: unknown): number | undefined {
  const amount = Number(textOf(value) || Number.NaN);
  return Number.isFinite(amount) ? amount : undefined;
}

/** An error inside the message of another: as JSON in the text (8007, OpenRouter), or as an object. */
function innerError(message: unknown, depth: number): ErrorEnvelope | undefined {
  if (typeof message !== 'string') return readAt(message, depth + 1);
  // The words around may have brackets of their own.
  for (const start of [message.search(/[[{]/), message.indexOf('{'), message.indexOf('{"')])
    for (const end of [message.lastIndexOf('}'), message.lastIndexOf(']')]) {
      if (start < 0 || end < start) continue;
      const inner = readAt(parseJSON(message.slice(start, end + 1)), depth + 1);
      if (!inner?.message) continue;
      // The message of an error is clipped at its end, which is what counts here.
      const before = start > MAX_PREFIX ? `${message.slice(0, MAX_PREFIX)}… ` : message.slice(0, start);
      return { ...inner, message: before + inner.message };
    }
  return undefined;
}
