import { isRecord, type JSONRecord, records, textOf, trimmed } from '../../json-values.ts';
import { cloudflareSourceOf } from './codes/find-row.ts';
import { codeOf, type RawEnvelope } from './envelope.ts';
import type { CloudflareErrorSource } from './error-info.ts';
import { statusOfName } from './named-errors.ts';

/**
 * Forms of error bodies: what a body states, or nothing when it has another form. The first that reads a body wins, so
 * the exact forms stand before the loose ones.
 * @see https://developers.cloudflare.com/ai-gateway/usage/rest-api/
 */
export const envelopeReaders: readonly ((body: JSONRecord) => RawEnvelope | undefined)[] = [
  readCloudflare,
  readRecord,
  readMiniMax,
  readText,
];

/** Who made what the gateway, Workers AI or the binding wrote or threw under a name (workerd 1.20260426.1, 2026-04). */
export function senderOf(name: unknown): CloudflareErrorSource | undefined {
  if (name === 'AiGatewayError') return 'gateway';
  return name === 'AiError' || name === 'InferenceUpstreamError' ? 'workers-ai' : undefined;
}

/**
 * - `{ success: false, error: [{ code, message }], name: 'AiGatewayError', internalCode, httpCode, … }`: the gateway
 * - `{ name: 'AiError', internalCode, httpCode, message }`: what a binding throws, as JSON
 * - `{ success: false, errors: [{ code, message }], messages }`: the account API and Workers AI; `errors` may be an object
 */
function readCloudflare(body: JSONRecord): RawEnvelope | undefined {
  const { error, errors, messages, name, internalCode, httpCode } = body;
  const listed = Array.isArray(error) && error.length > 0;
  const sender = senderOf(name) ?? (listed ? 'gateway' : undefined);
  const [first]: readonly unknown[] = [sender === undefined ? errors : error].flat();
  const stated: JSONRecord = isRecord(first) ? first : { message: trimmed(first) };
  const { code = sender && internalCode, message = sender && (body.message ?? body.description) } = stated;
  if (code === undefined && message === undefined) return undefined;
  // Validation details stand beside the error: {"code":"too_big","message":"…","path":["limit"]} (2026-10-02).
  const details = records(messages).flatMap(detail => trimmed(detail.message) ?? []);
  return {
    source: sender ?? 'cloudflare-api',
    message: details.length > 0 ? [textOf(message) ?? [], details].flat().join('; ') : message,
    code,
    statuses: [httpCode],
  };
}

/**
 * - `{ error: { message, type, param, code } }`: OpenAI and most vendors; Google (`status`), OpenRouter (`metadata.raw`)
 * - `{ type: 'error', error: { type, message } }`: Anthropic, MiniMax (`http_code`), Cloudflare's `/ai/v1/messages`
 * - `{ success: false, error: { message, bucket?, spent?, limit? } }`: the gateway's policies, without a code
 * - `{ ok: false, error: { category, code, status } }`: Cloudflare's web search, observed 2026-10-02
 * - `{ state: 'Failed', error: { code, message } }`: a run, 2026-03-25
 */
function readRecord({ error, status, success, ok }: JSONRecord): RawEnvelope | undefined {
  if (!isRecord(error) || Object.keys(error).length === 0) return undefined;
  const { code, category } = error;
  const ofGateway = success === false || category === 'gateway';
  const raw = trimmed(Object(error.metadata).raw);
  return {
    source: cloudflareSourceOf(code) ?? (ofGateway ? 'gateway' : 'upstream'),
    message: raw ?? error.message ?? error.error ?? error.detail ?? (ok === false ? undefined : error),
    code,
    type: error.type ?? category ?? error.status,
    statuses: [error.http_code, code, error.status, error.status_code, status],
    spending: error,
    ...(success === false && code === undefined && { shape: 'policy' }),
  };
}

/** `{ base_resp: { status_code: 1002, status_msg } }`, also with HTTP 200. */
function readMiniMax({ base_resp: base }: JSONRecord): RawEnvelope | undefined {
  const { status_code, status_msg: message } = Object(base);
  const code = codeOf(status_code);
  if (code === undefined) return undefined;
  return { source: 'upstream', message, code, statuses: [statusOfName(String(code))] };
}

/**
 * - `{ code, error: 'text' }`: xAI, Fireworks; or the short and the long text, `{ error, message, statusCode }`
 * - `{ x_groq: { error: 'text' } }`: a frame in the middle of Groq's streams
 * - `{ message, type, param, code }`: Cerebras, Cohere (only `message`), Mistral (`message` may have the `detail`)
 * - `{ detail: 'text' }` or `{ detail: [{ loc, msg }] }`: hosts built on FastAPI, with status 422
 * - `{ cloudflare_error: true, error_code: 1015, detail, type: 'https://…' }`: Cloudflare's edge, as in RFC 9457
 * - `{ success: false, code, msg }`: Z.ai
 * - `{ code: 5007, message }` and nothing else: Cloudflare's, from a binding; vendors write `{ code, error }`
 * - `{ success: false }` and no reason that anybody could read
 */
function readText(body: JSONRecord): RawEnvelope | undefined {
  const {
    error,
    message,
    msg,
    detail,
    success,
    state,
    cloudflare_error: ofEdge,
    error_code: edgeCode,
  } = body;
  const code = ofEdge ? edgeCode : body.code;
  // Every response of Anthropic is a message; problems have the address of a page.
  const type = /^message$|:/.test(String(body.type)) ? undefined : body.type;
  const short = trimmed(error) ?? trimmed(Object(body.x_groq).error);
  const words =
    trimmed(message) ??
    trimmed(body.Message) ??
    short ??
    detailText(isRecord(message) ? message.detail : detail);
  const failed = success === false || state === 'Failed' || short !== undefined;
  if (!failed && (words === undefined || holdsAnswer(body))) return undefined;
  const bare = 'message' in body && Object.keys(body).length === 2 ? cloudflareSourceOf(code) : undefined;
  return {
    source: ofEdge
      ? 'edge'
      : (bare ?? (success === false && !(short ?? msg) ? 'cloudflare-api' : 'upstream')),
    message: words ?? message ?? msg,
    code: code === words ? undefined : code,
    type: words === short ? type : (short ?? type),
    statuses: [body.statusCode, body.status, body.status_code],
  };
}

/** Members of answers: a body with one of these is not an error just because it also has a `message`. */
function holdsAnswer(body: JSONRecord): boolean {
  const members = 'choices data result response candidates output embeddings content';
  return members.split(' ').some(member => body[member] !== undefined && body[member] !== null);
}

function detailText(detail: unknown): string | undefined {
  if (!Array.isArray(detail)) return trimmed(isRecord(detail) ? detail.message : detail);
  const parts = records(detail).flatMap(({ loc, msg }) => {
    const place = Array.isArray(loc) ? loc.filter(step => typeof step !== 'object').join('.') : '';
    const words = trimmed(msg) ?? [];
    return place && words.length > 0 ? `${place}: ${words}` : words;
  });
  return trimmed(parts.join('; '));
}
