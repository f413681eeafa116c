import { isRecord, type JSONRecord } from '../../json-values.ts';
import { cloudflareSourceOf } from './cloudflare-source-of.ts';
import type { EnvelopeFacts, EnvelopeShape } from './error-envelope.ts';
import { readDetail, readFlat } from './flat-readers.ts';
import { textOf } from './json-values.ts';
import { sourceOfText } from './source-of-text.ts';
import { minimaxStatus } from './status-of-name.ts';

/** One shape of error body: the facts it states, or nothing when the body has another shape. */
export interface EnvelopeReader {
  readonly shape: EnvelopeShape;
  /** Reads bodies with `success: true` too. */
  readonly evenOnSuccess?: true;
  readonly read: (body: JSONRecord) => EnvelopeFacts | undefined;
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
function readWebSearch({ ok, error }: JSONRecord): EnvelopeFacts | undefined {
  if (ok !== false || !isRecord(error)) return undefined;
  const source = error.category === 'gateway' ? 'gateway' : 'upstream';
  return { source, message: error.message, code: error.code, type: error.category, status: error.status };
}

/** `{ state: 'Failed', error }`, alone or as the `result` of a successful envelope (2026-03-25, 2026-09-24). */
function readRun(body: JSONRecord): EnvelopeFacts | undefined {
  const run = isRecord(body.result) && body.state === undefined ? body.result : body;
  if (run.state !== 'Failed') return undefined;
  const error = isRecord(run.error) ? run.error : { message: run.error };
  return { source: 'upstream', message: error.message, code: error.code };
}

/** `{ success: false, error: [{ code, message }], name: 'AiGatewayError', … }`: the gateway itself. */
function readGateway(body: JSONRecord): EnvelopeFacts | undefined {
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
function readBinding({ name, internalCode, httpCode, message }: JSONRecord): EnvelopeFacts | undefined {
  if (name !== 'AiError' && name !== 'InferenceUpstreamError') return undefined;
  return { source: 'workers-ai', message, code: internalCode, status: httpCode };
}

/** `{ success: false, errors: [{ code, message }], messages }`: the account API and Workers AI; `errors` may be an object. */
function readV4({ errors, messages }: JSONRecord): EnvelopeFacts | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  const error = isRecord(first) ? first : { message: textOf(first) };
  if (error.message === undefined && error.code === undefined) return undefined;
  // Validation details stand beside the error: {"code":"too_big","message":"…","path":["limit"]} (2026-10-02).
  const details = Array.isArray(messages) ? messages.filter(isRecord).map(detail => detail.message) : [];
  const words = [error.message, ...details].map(textOf).filter(part => part !== undefined);
  return {
    source: sourceOfText(words[0], 'cloudflare-api'),
    message: words.length > 1 ? words.join('; ') : error.message,
    code: error.code,
  };
}

/** `{ type: 'error', error: { type, message } }`: Anthropic, MiniMax (`http_code`), Cloudflare's `/ai/v1/messages`. */
function readAnthropic({ type, error }: JSONRecord): EnvelopeFacts | undefined {
  if (type !== 'error' || !isRecord(error)) return undefined;
  const { message, code, http_code: status } = error;
  return { source: sourceOfText(message, 'upstream'), message, code, type: error.type, status };
}

/** `{ success: false, error: { message, bucket?, spent?, limit? } }`: the gateway's policies, without a code. */
function readPolicy({ success, error }: JSONRecord): EnvelopeFacts | undefined {
  if (success !== false || !isRecord(error)) return undefined;
  const { message, code, type } = error;
  return { source: 'gateway', message, code, type, ...(code !== undefined && { shape: 'gateway' }) };
}

/** `{ error: { message, type, param, code } }`: OpenAI and most vendors, Google (`status`), OpenRouter (`metadata.raw`). */
function readOpenAI({ error, status }: JSONRecord): EnvelopeFacts | undefined {
  if (!isRecord(error) || Object.keys(error).length === 0) return undefined;
  const raw = isRecord(error.metadata) ? textOf(error.metadata.raw) : undefined;
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
function readGroq({ x_groq: groq }: JSONRecord): EnvelopeFacts | undefined {
  const message = isRecord(groq) ? textOf(groq.error) : undefined;
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
}: JSONRecord): EnvelopeFacts | undefined {
  if (textOf(error) === undefined) return undefined;
  const words = textOf(message) ?? error;
  return {
    source: sourceOfText(words, 'upstream'),
    message: words,
    code: code === words ? undefined : code,
    type: words === error ? type : error,
    status: statusCode ?? status,
  };
}

/** `{ base_resp: { status_code: 1002, status_msg } }`, also with HTTP 200: MiniMax. */
function readBaseResp({ base_resp: base }: JSONRecord): EnvelopeFacts | undefined {
  if (!isRecord(base) || typeof base.status_code !== 'number' || base.status_code === 0) return undefined;
  const { status_code: code, status_msg: message } = base;
  return { source: 'upstream', message, code, status: minimaxStatus[base.status_code] };
}

/** `{ code: 5007, message }` and nothing else: Cloudflare's, from a binding. */
function readBare(body: JSONRecord): EnvelopeFacts | undefined {
  const { code, message } = body;
  const source = cloudflareSourceOf(code);
  if (source === undefined || Object.keys(body).length !== 2 || textOf(message) === undefined)
    return undefined;
  return { source, message, code };
}

/** `{ success: false }` and no reason that anybody could read. */
function readUnexplained({ success, message, code }: JSONRecord): EnvelopeFacts | undefined {
  return success === false ? { source: 'cloudflare-api', message, code } : undefined;
}
