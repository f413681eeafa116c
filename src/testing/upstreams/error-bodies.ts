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

/** A flat error that names itself: Mistral. */
export function mistralError(refusal: Refusal): unknown {
  return {
    object: 'error',
    message: refusal.message,
    type: refusal.type ?? 'invalid_request_error',
    param: refusal.param ?? null,
    code: refusal.code ?? null,
  };
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
