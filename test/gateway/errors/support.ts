import {
  type CallContext,
  createExchange,
  type Exchange,
  headOf,
} from '../../../src/gateway/errors/exchange.ts';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'cfut_secretTokenSecretTokenSecret';
export const KEY = 'sk-proj-secretKeySecretKey';

/** The context of a call through the gateway with a Cloudflare token and no provider key. */
export function contextOf(changes: Partial<CallContext> = {}): CallContext {
  return {
    endpoint: 'compat',
    modelId: 'openai/gpt-4o',
    gatewayId: 'my-gw',
    accountId: ACCOUNT,
    cloudflareToken: true,
    upstream: 'openai',
    redact: text => text.replaceAll(TOKEN, '[redacted]').replaceAll(KEY, '[redacted]'),
    ...changes,
  };
}

interface SentCall {
  readonly url?: string;
  readonly context?: CallContext;
  readonly requestBody?: unknown;
}

/** A request and, where a status is given, its response. */
export function exchangeOf(
  status?: number,
  headers: Readonly<Record<string, string>> = {},
  { url = 'https://gateway.ai.cloudflare.com/v1/x', context = contextOf(), requestBody = {} }: SentCall = {},
): Exchange {
  const exchange = createExchange(url, context, requestBody);
  if (status !== undefined) exchange.response = headOf({ status, headers: new Headers(headers) });
  return exchange;
}

/** The gateway's full form, captured 2026. */
export function gatewayBody(code: number, message: string, httpCode = 400): unknown {
  return {
    success: false,
    result: [],
    messages: [],
    error: [{ code, message }],
    name: 'AiGatewayError',
    httpCode,
    internalCode: code,
    message,
    description: message,
  };
}

export function v4Body(code: number, message: string, messages: unknown[] = []): unknown {
  return { result: null, success: false, errors: [{ code, message }], messages };
}

export function workersBody(code: number, message: string): unknown {
  return {
    errors: [{ message: `AiError: AiError: ${message}`, code }],
    success: false,
    result: {},
    messages: [],
  };
}
