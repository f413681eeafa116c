import { endWithSignal, isResponse } from '../bodies.ts';
import { isSecretName } from '../credentials/user-headers.ts';
import { type CallContext, headOf, type ResponseHead } from '../gateway/errors/exchange.ts';
import { redactURL } from '../gateway/errors/redaction.ts';
import { withoutUndefined } from '../json-values.ts';
import type { CloudflareRequestFacts } from '../settings/exchange-facts.ts';
import { fetchUntilAborted } from './timed-fetch.ts';

type Fetch = typeof globalThis.fetch;

/** A `fetch` that tells the settings `onRequest` and `onResponse` of each exchange; the same one without them. */
export function observedFetch(fetch: Fetch, context: CallContext): Fetch {
  const { onRequest, onResponse } = context.observer ?? {};
  if (onRequest === undefined && onResponse === undefined) return fetch;
  return async (input, init = {}) => {
    const request = requestFacts(String(input), init, context);
    const started = performance.now();
    const since = (): number => Math.round(performance.now() - started);
    let head: ResponseHead | undefined;
    let headersMs: number | undefined;
    let bodyBytes = 0;
    let isOver = false;
    const ended = (error?: unknown): void => {
      if (isOver) return;
      isOver = true;
      const facts = {
        request,
        status: head?.status,
        headers: head && shownHeaders(head.headers, context),
        logId: head?.metadata.logId,
        headersMs,
        error: error === undefined ? undefined : context.redact(String(error)),
        bodyBytes,
        durationMs: since(),
      };
      tell(onResponse, withoutUndefined(facts));
    };
    tell(onRequest, request);
    const answer = await fetchUntilAborted(fetch, input, init).catch(error => {
      ended(error);
      throw error;
    });
    headersMs = since();
    if (!isResponse(answer)) {
      ended();
      return answer;
    }
    head = headOf(answer);
    const arrived = ({ length }: Uint8Array): void => {
      bodyBytes += length;
    };
    return endWithSignal(answer, init.signal, { arrived, ended });
  };
}

function requestFacts(
  url: string,
  { method = 'GET', headers, body }: RequestInit,
  context: CallContext,
): CloudflareRequestFacts {
  const { endpoint, modelId, gatewayId, redact } = context;
  return withoutUndefined({
    method,
    url: redactURL(url, redact),
    headers: shownHeaders(Object.fromEntries(new Headers(headers)), context),
    bodyBytes: typeof body === 'string' ? new TextEncoder().encode(body).length : undefined,
    endpoint,
    modelId: modelId || undefined,
    gatewayId,
  });
}

function shownHeaders(
  headers: ResponseHead['headers'],
  { masked = {}, redact }: CallContext,
): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    shown[name] =
      (Object.hasOwn(masked, name) && masked[name]) ||
      (isSecretName(name) ? `<headers.${name}>` : redact(value));
  return shown;
}

/** What a callback does is its own affair: neither an error nor a rejection of it reaches the call. */
async function tell<FACTS>(callback: ((facts: FACTS) => unknown) | undefined, facts: FACTS): Promise<void> {
  try {
    await callback?.(facts);
  } catch {}
}
