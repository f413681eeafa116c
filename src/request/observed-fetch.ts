import { endWithSignal, isResponse, isStream } from '../bodies.ts';
import { isSecretName } from '../credentials/user-headers.ts';
import type { CallContext } from '../gateway/errors/exchange.ts';
import { redactURL } from '../gateway/errors/redaction.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-metadata.ts';
import type { CloudflareRequestFacts, CloudflareResponseFacts } from '../settings/exchange-facts.ts';
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
    let response: Response | undefined;
    let headersMs: number | undefined;
    let bodyBytes = 0;
    let isOver = false;
    const ended = (error?: unknown): void => {
      if (isOver) return;
      isOver = true;
      tell(onResponse, {
        request,
        ...(response && responseFacts(response, context)),
        ...(headersMs !== undefined && { headersMs }),
        ...(error !== undefined && { error: context.redact(String(error)) }),
        bodyBytes,
        durationMs: since(),
      });
    };
    tell(onRequest, request);
    const answer = await fetchUntilAborted(fetch, input, init).catch(error => {
      ended(error);
      throw error;
    });
    headersMs = since();
    if (isResponse(answer)) response = answer;
    if (isStream(response?.body)) {
      const arrived = ({ length }: Uint8Array): void => {
        bodyBytes += length;
      };
      return endWithSignal(answer, init.signal, { arrived, ended });
    }
    ended();
    return answer;
  };
}

function requestFacts(
  url: string,
  { method = 'GET', headers, body }: RequestInit,
  context: CallContext,
): CloudflareRequestFacts {
  const { endpoint, modelId, gatewayId, redact } = context;
  return {
    method,
    url: redactURL(url, redact),
    headers: shownHeaders(new Headers(headers), context),
    ...(typeof body === 'string' && { bodyBytes: new TextEncoder().encode(body).length }),
    endpoint,
    ...(modelId !== '' && { modelId }),
    ...(gatewayId !== undefined && { gatewayId }),
  };
}

function responseFacts({ status, headers }: Response, context: CallContext) {
  const { logId } = readGatewayMetadata(name => headers.get(name));
  return {
    status,
    headers: shownHeaders(headers, context),
    ...(logId !== undefined && { logId }),
  } satisfies Partial<CloudflareResponseFacts>;
}

function shownHeaders(headers: Headers, { masked = {}, redact }: CallContext): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => {
      if (Object.hasOwn(masked, name)) return [name, masked[name] ?? ''];
      return [name, isSecretName(name) ? `<headers.${name}>` : redact(value)];
    }),
  );
}

/** What a callback does is its own affair: neither an error nor a rejection of it reaches the call. */
function tell<FACTS>(callback: ((facts: FACTS) => unknown) | undefined, facts: FACTS): void {
  try {
    Promise.resolve(callback?.(facts)).catch(() => undefined);
  } catch {}
}
