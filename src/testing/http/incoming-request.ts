import { parseJson } from './json.ts';

/** A request read completely, so that it can be recorded, keyed and replayed. */
export interface IncomingRequest {
  readonly method: string;
  readonly url: string;
  /** Path without origin and query. */
  readonly path: string;
  /** Query with its question mark, or an empty string. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, or the text when it is not JSON, or `undefined` without a body. */
  readonly body: unknown;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export async function readIncomingRequest(request: Request, now: () => number): Promise<IncomingRequest> {
  const receivedAt = now();
  const url = new URL(request.url);
  const text = await request.text();
  return {
    method: request.method,
    url: request.url,
    path: url.pathname,
    query: url.search,
    headers: Object.fromEntries(request.headers),
    body: text === '' ? undefined : (parseJson(text) ?? text),
    signal: request.signal,
    receivedAt,
  };
}

/** The token of an `Authorization: Bearer` style header, or `undefined`. */
export function bearerToken(header: string | undefined): string | undefined {
  const match = /^Bearer\s+(\S+)$/i.exec(header ?? '');
  return match?.[1];
}
