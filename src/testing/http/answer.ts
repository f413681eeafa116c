import type { FailureOrigin } from '../failures/local-failures.ts';

/** An answer on its way back to the caller. */
export interface Answer {
  /** Who made it. Answers of Cloudflare's API and of its edge carry no gateway headers. */
  readonly from: FailureOrigin;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A complete body, as text or bytes, or a stream that may still fail. */
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Without `cf-aig-log-id` and `cf-aig-step`. */
  readonly idsOnly?: true;
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return {
    from: 'upstream',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}

export function bytesAnswer(body: Uint8Array<ArrayBuffer>, type: string): Answer {
  return { from: 'upstream', status: 200, headers: { 'content-type': type }, body };
}

/** What Cloudflare's API returns: the result in its envelope. */
export function apiAnswer(result: unknown, more: Readonly<Record<string, unknown>> = {}): Answer {
  const envelope = { result, success: true, errors: [], messages: [], ...more };
  return { ...jsonAnswer(envelope), from: 'cloudflare-api' };
}
