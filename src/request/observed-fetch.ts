import { isSecretName } from '../credentials/user-headers.ts';
import { type CallContext, headOf, type ResponseHead } from '../gateway/errors/exchange.ts';
import { redactURL } from '../gateway/errors/redaction.ts';
import { withoutUndefined } from '../json-values.ts';
import type { CloudflareRequestFacts } from '../settings/exchange-facts.ts';
import { watchedFetch } from './watched-fetch.ts';

type Fetch = typeof globalThis.fetch;

/** A `fetch` that reports each exchange to the settings `onRequest` and `onResponse`; the same one without them. */
export function observedFetch(fetch: Fetch, context: CallContext): Fetch {
  const { onRequest, onResponse } = context.observer ?? {};
  if (onRequest === undefined && onResponse === undefined) return fetch;
  return watchedFetch(fetch, (url, init) => {
    const request = requestFacts(url, init, context);
    const started = performance.now();
    const since = (): number => Math.round(performance.now() - started);
    let head: ResponseHead | undefined;
    let headersMs: number | undefined;
    let bodyBytes = 0;
    let isOver = false;
    notify(onRequest, request);
    return {
      signal: init.signal,
      answered: response => {
        headersMs = since();
        head = headOf(response);
      },
      arrived: ({ length }) => {
        bodyBytes += length;
      },
      ended: error => {
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
        notify(onResponse, withoutUndefined(facts));
      },
    };
  });
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
async function notify<FACTS>(callback: ((facts: FACTS) => unknown) | undefined, facts: FACTS): Promise<void> {
  try {
    await callback?.(facts);
  } catch {}
}
