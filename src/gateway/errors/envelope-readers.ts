import { isRecord, type JSONRecord, records, trimmed } from '../../json-values.ts';
import { cloudflareSourceOf } from './codes/find-row.ts';
import type { EnvelopeShape, RawEnvelope } from './envelope.ts';
import type { CloudflareErrorSource } from './error-info.ts';

/** One shape of error body: what it states, or nothing when the body has another shape. */
export interface EnvelopeReader {
  readonly shape: EnvelopeShape;
  /** Reads bodies with `success: true` too. */
  readonly evenOnSuccess?: true;
  readonly read: (body: JSONRecord) => RawEnvelope | undefined;
}

/**
 * In this order; the first that reads the body wins, so the exact shapes stand before the loose ones.
 * @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/
 */
export const envelopeReaders: readonly EnvelopeReader[] = [
  { shape: 'web-search', read: readWebSearch },
  { shape: 'run', evenOnSuccess: true, read: readRun },
  { shape: 'gateway', read: readGateway },
  { shape: 'binding', read: readBinding },
  { shape: 'cloudflare-v4', read: readV4 },
  { shape: 'anthropic', read: readAnthropic },
  { shape: 'policy', read: readPolicy },
  { shape: 'openai', read: readOpenAI },
  { shape: 'groq', read: readGroq },
  { shape: 'text-member', read: readTextMember },
  { shape: 'base-resp', read: readBaseResp },
  { shape: 'bare', read: readBare },
  { shape: 'flat', read: readFlat },
  { shape: 'detail', read: readDetail },
  { shape: 'unexplained', read: readUnexplained },
];

/** `{ ok: false, error: { category, code, status } }`: Cloudflare's web search, observed 2026-10-02. */
function readWebSearch({ ok, error }: JSONRecord): RawEnvelope | undefined {
  if (ok !== false || !isRecord(error)) return undefined;
  const source = error.category === 'gateway' ? 'gateway' : 'upstream';
  return { source, message: error.message, code: error.code, type: error.category, status: error.status };
}

/** `{ state: 'Failed', error }`, by itself or as the `result` of a successful envelope (2026-03-25, 2026-09-24). */
function readRun(body: JSONRecord): RawEnvelope | undefined {
  const run = isRecord(body.result) && body.state === undefined ? body.result : body;
  if (run.state !== 'Failed') return undefined;
  const error = isRecord(run.error) ? run.error : { message: run.error };
  return { source: 'upstream', message: error.message, code: error.code };
}

/** `{ success: false, error: [{ code, message }], name: 'AiGatewayError', … }`: the gateway itself. */
function readGateway(body: JSONRecord): RawEnvelope | undefined {
  const { error, name } = body;
  if (!(Array.isArray(error) && error.length > 0) && name !== 'AiGatewayError') return undefined;
  const first: unknown = Array.isArray(error) ? error[0] : error;
  const member = isRecord(first) ? first : { message: first };
  const { internalCode, message, description, httpCode } = body;
  return {
    source: 'gateway',
    message: member.message ?? message ?? description,
    code: member.code ?? internalCode,
    status: httpCode,
  };
}

/** `{ name: 'AiError', internalCode, httpCode, message }`: what a binding throws, as JSON. */
function readBinding({ name, internalCode, httpCode, message }: JSONRecord): RawEnvelope | undefined {
  if (name !== 'AiError' && name !== 'InferenceUpstreamError') return undefined;
  return { source: 'workers-ai', message, code: internalCode, status: httpCode };
}

/** `{ success: false, errors: [{ code, message }], messages }`: the account API and Workers AI; `errors` may be an object. */
function readV4({ errors, messages }: JSONRecord): RawEnvelope | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  const error = isRecord(first) ? first : { message: trimmed(first) };
  if (error.message === undefined && error.code === undefined) return undefined;
  // Validation details stand beside the error: {"code":"too_big","message":"…","path":["limit"]} (2026-10-02).
  const details = records(messages).map(detail => detail.message);
  const words = [error.message, ...details].map(trimmed).filter(part => part !== undefined);
  return {
    source: sourceOfText(words[0], 'cloudflare-api'),
    message: words.length > 1 ? words.join('; ') : error.message,
    code: error.code,
  };
}

/** `{ type: 'error', error: { type, message } }`: Anthropic, MiniMax (`http_code`), Cloudflare's `/ai/v1/messages`. */
function readAnthropic({ type, error }: JSONRecord): RawEnvelope | undefined {
  if (type !== 'error' || !isRecord(error)) return undefined;
  const { message, code, http_code: status } = error;
  return { source: sourceOfText(message, 'upstream'), message, code, type: error.type, status };
}

/** `{ success: false, error: { message, bucket?, spent?, limit? } }`: the gateway's policies, without a code. */
function readPolicy({ success, error }: JSONRecord): RawEnvelope | undefined {
  if (success !== false || !isRecord(error)) return undefined;
  const { message, code, type } = error;
  return {
    source: 'gateway',
    message,
    code,
    type,
    spending: error,
    ...(code !== undefined && { shape: 'gateway' }),
  };
}

/** `{ error: { message, type, param, code } }`: OpenAI and most vendors, Google (`status`), OpenRouter (`metadata.raw`). */
function readOpenAI({ error, status }: JSONRecord): RawEnvelope | undefined {
  if (!isRecord(error) || Object.keys(error).length === 0) return undefined;
  const raw = isRecord(error.metadata) ? trimmed(error.metadata.raw) : undefined;
  const message = raw ?? error.message ?? error.error ?? error.detail ?? error;
  return {
    source: cloudflareSourceOf(error.code) ?? sourceOfText(message, 'upstream'),
    message,
    code: error.code,
    type: error.type ?? error.status,
    status: error.code ?? error.status ?? status,
  };
}

/** `{ x_groq: { error: 'text' } }`: a frame in the middle of Groq's streams. */
function readGroq({ x_groq: groq }: JSONRecord): RawEnvelope | undefined {
  const message = isRecord(groq) ? trimmed(groq.error) : undefined;
  return message === undefined ? undefined : { source: 'upstream', message };
}

/** `{ code, error: 'text' }`: xAI, Fireworks; or the short and the long text, `{ error, message, statusCode }`. */
function readTextMember({
  error,
  message,
  code,
  type,
  statusCode,
  status,
}: JSONRecord): RawEnvelope | undefined {
  if (trimmed(error) === undefined) return undefined;
  const words = trimmed(message) ?? error;
  return {
    source: sourceOfText(words, 'upstream'),
    message: words,
    code: code === words ? undefined : code,
    type: words === error ? type : error,
    status: statusCode ?? status,
  };
}

/** `{ base_resp: { status_code: 1002, status_msg } }`, also with HTTP 200: MiniMax. */
function readBaseResp({ base_resp: base }: JSONRecord): RawEnvelope | undefined {
  if (!isRecord(base) || typeof base.status_code !== 'number' || base.status_code === 0) return undefined;
  const { status_code: code, status_msg: message } = base;
  return { source: 'upstream', message, code, status: minimaxStatus[base.status_code] };
}

/** `{ code: 5007, message }` and nothing else: Cloudflare's, from a binding. */
function readBare(body: JSONRecord): RawEnvelope | undefined {
  const { code, message } = body;
  const source = cloudflareSourceOf(code);
  if (source === undefined || Object.keys(body).length !== 2 || trimmed(message) === undefined)
    return undefined;
  return { source, message, code };
}

/** `{ success: false }` and no reason that anybody could read. */
function readUnexplained({ success, message, code }: JSONRecord): RawEnvelope | undefined {
  return success === false ? { source: 'cloudflare-api', message, code } : undefined;
}

/** Members of answers: a body with one of these is not an error just because it also has a `message`. */
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

/** `{ message, type, param, code }` at the top: Cerebras, Cohere (only `message`), Mistral (`object: 'error'`). */
function readFlat(body: JSONRecord): RawEnvelope | undefined {
  const message = trimmed(body.message) ?? trimmed(body.Message) ?? nested(body);
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
function readDetail(body: JSONRecord): RawEnvelope | undefined {
  const message = detailText(body.detail);
  return message === undefined || holdsAnswer(body) ? undefined : { source: 'upstream', message };
}

function detailText(detail: unknown): string | undefined {
  if (!Array.isArray(detail)) return isRecord(detail) ? trimmed(detail.message) : trimmed(detail);
  const parts = detail.filter(isRecord).flatMap(({ loc, msg }) => {
    const words = trimmed(msg);
    if (words === undefined) return [];
    const place = Array.isArray(loc) ? loc.filter(step => typeof step !== 'object') : [];
    return [place.length > 0 ? `${place.join('.')}: ${words}` : words];
  });
  return trimmed(parts.join('; '));
}

/** Texts that tell who wrote them, inside an envelope that others use too. */
const signatures: readonly (readonly [RegExp, CloudflareErrorSource])[] = [
  // Relayed by proxies in OpenAI's shape, and by `/ai/v1/messages` in Anthropic's (QuantumNous/new-api#4605).
  [/^(?:InferenceUpstreamError|AiError)\b/, 'workers-ai'],
  // Made by Cloudflare on `/ai/v1/messages` (Alishahryar1/free-claude-code#946).
  [/^Model not found: \S+$/, 'gateway'],
  // Compat under Unified Billing, envelope not published (anomalyco/models.dev#4715).
  [/could not be resolved for spend-limit enforcement/i, 'gateway'],
];

function sourceOfText(message: unknown, otherwise: CloudflareErrorSource): CloudflareErrorSource {
  if (typeof message !== 'string') return otherwise;
  return signatures.find(([pattern]) => pattern.test(message))?.[1] ?? otherwise;
}

/** MiniMax's own codes. @see https://platform.minimax.io/docs/api-reference/errorcode */
const minimaxStatus: Readonly<Record<number, number>> = {
  1000: 500,
  1001: 408,
  1002: 429,
  1004: 401,
  1008: 402,
  2013: 400,
};
