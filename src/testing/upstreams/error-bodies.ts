import type { Refusal } from './upstream.ts';

/** `{ error: { message, type, param, code } }`: OpenAI and most who follow it. */
export function openAIError(refusal: Refusal): unknown {
  return {
    error: {
      message: refusal.message,
      type: refusal.type ?? 'invalid_request_error',
      param: refusal.param ?? null,
      code: refusal.code ?? null,
    },
  };
}

/** Azure puts only status and text into what it refuses before it reaches a deployment. */
export function azureError(refusal: Refusal, status: number): unknown {
  return status === 400
    ? openAIError(refusal)
    : { error: { code: refusal.code ?? String(status), message: refusal.message } };
}

/** Groq writes neither `param` nor an empty `code`. */
export function groqError({ message, type = 'invalid_request_error', code }: Refusal): unknown {
  return { error: { message, type, ...(code === undefined ? {} : { code }) } };
}

/** `{ error: { message, type } }`: Moonshot. */
export function moonshotError({ message, type = 'invalid_request_error' }: Refusal): unknown {
  return { error: { message, type } };
}

/** OpenAI's error next to the id of the request: Alibaba. */
export function alibabaError(refusal: Refusal): unknown {
  const { message, type = 'invalid_request_error', param = null, code = 'invalid_parameter_error' } = refusal;
  return { error: { message, type, param, code }, request_id: 'local' };
}

/** `{ error: 'text' }`: Fireworks, Baseten. */
export function textError({ message }: Refusal): unknown {
  return { error: message };
}

/** `{ message }`: Cohere. */
export function messageError({ message }: Refusal): unknown {
  return { message };
}

/** OpenRouter puts the vendor's message into the metadata. */
export function openRouterError({ message, vendor }: Refusal, status: number): unknown {
  if (vendor === undefined) return { error: { code: status, message } };
  const raw = JSON.stringify({ error: { message, type: 'invalid_request_error' } });
  return {
    error: { code: status, message: 'Provider returned error', metadata: { provider_name: vendor, raw } },
  };
}

/** Google's OpenAI surface wraps its native error in an array. */
export function googleError(refusal: Refusal, status: number): unknown {
  return [{ error: { code: status, message: refusal.message, status: refusal.type ?? 'INVALID_ARGUMENT' } }];
}

/** `{ code, error: 'text' }`: xAI. */
export function xaiError(refusal: Refusal): unknown {
  return { code: refusal.code ?? 'Client specified an invalid argument', error: refusal.message };
}

/** The members of an OpenAI error without the envelope: Cerebras. */
export function flatError(refusal: Refusal): unknown {
  return {
    message: refusal.message,
    type: refusal.type ?? 'invalid_request_error',
    param: refusal.param ?? null,
    code: refusal.code ?? null,
  };
}

/**
 * A flat error that names itself: Mistral. Its validation (422) lists what it refuses in the message.
 * https://github.com/Gage-Technologies/mistral-go/issues/3
 */
export function mistralError(refusal: Refusal, status: number): unknown {
  const { message, type = 'invalid_request_error', param = null, code = null } = refusal;
  if (status !== 422) return { object: 'error', message, type, param, code };
  const loc = ['body', ...(param ?? '').split('.').map(key => (/^\d+$/.test(key) ? Number(key) : key))];
  const detail = [{ type, loc, msg: message }];
  return { object: 'error', message: { detail }, type: 'invalid_request_error', param: null, code: null };
}

/** `{ type: 'error', error: { type, message } }`: Anthropic, and MiniMax with its status inside. */
export function anthropicError(refusal: Refusal): unknown {
  return {
    type: 'error',
    error: { type: refusal.type ?? 'invalid_request_error', message: refusal.message },
    request_id: 'req_local',
  };
}

export function minimaxError(refusal: Refusal, status: number): unknown {
  return {
    type: 'error',
    error: { type: refusal.type ?? 'bad_request_error', message: refusal.message, http_code: String(status) },
  };
}

/** Perplexity repeats the status as the code. */
export function perplexityError(refusal: Refusal, status: number): unknown {
  return { error: { code: status, message: refusal.message, type: refusal.type ?? 'invalid_request_error' } };
}

/** Workers AI's list of errors; its credentials are refused in Cloudflare's v4 envelope. */
export function workersAIError(refusal: Refusal, status: number): unknown {
  const { message } = refusal;
  if (status === 401)
    return { result: null, success: false, errors: [{ code: 10000, message }], messages: [] };
  return { errors: [{ message, code: refusal.code ?? 5006 }], success: false, result: {}, messages: [] };
}
