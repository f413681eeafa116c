import { isRecord, type JSONRecord } from '../../json-values.ts';
import type { EnvelopeFacts } from './error-envelope.ts';
import { textOf } from './json-values.ts';
import { sourceOfText } from './source-of-text.ts';

/** Members of answers: a body with one of these is no error just because it also has a `message`. */
const answerMembers = [
  'choices',
  'data',
  'result',
  'response',
  'candidates',
  'output',
  'embeddings',
  'content',
];

function holdsAnswer(body: JSONRecord): boolean {
  return answerMembers.some(member => body[member] !== undefined && body[member] !== null);
}

/** `{ message, type, param, code }` at the top: Cerebras, Cohere (`message` alone), Mistral (`object: 'error'`). */
export function readFlat(body: JSONRecord): EnvelopeFacts | undefined {
  const message = textOf(body.message) ?? textOf(body.Message) ?? nested(body);
  if (message === undefined || (holdsAnswer(body) && body.success !== false)) return undefined;
  const source = body.success === false ? 'cloudflare-api' : 'upstream';
  return {
    source: sourceOfText(message, source),
    message,
    code: body.code,
    type: body.type,
    status: body.statusCode ?? body.status,
  };
}

/** Mistral's validation: `{ object: 'error', message: { detail: [{ loc, msg }] } }`. */
function nested({ object, message }: JSONRecord): string | undefined {
  return object === 'error' && isRecord(message) ? detailText(message.detail) : undefined;
}

/** `{ detail: 'text' }` or `{ detail: [{ loc, msg }] }`: hosts built on FastAPI, with status 422. */
export function readDetail(body: JSONRecord): EnvelopeFacts | undefined {
  const message = detailText(body.detail);
  return message === undefined || holdsAnswer(body) ? undefined : { source: 'upstream', message };
}

function detailText(detail: unknown): string | undefined {
  if (!Array.isArray(detail)) return isRecord(detail) ? textOf(detail.message) : textOf(detail);
  const parts = detail.filter(isRecord).flatMap(({ loc, msg }) => {
    const words = textOf(msg);
    if (words === undefined) return [];
    return [Array.isArray(loc) ? `${loc.join('.')}: ${words}` : words];
  });
  return textOf(parts.join('; '));
}
